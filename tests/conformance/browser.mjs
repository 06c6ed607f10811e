// Uses each page as people do: with the keyboard alone, at 320 px, with wider text spacing, at 200 %, by day, by night, in the
// system's colours and on paper, with nothing but the file, and under the policy that the guide offers to those who serve it.
// Run by the judge `browser`; it speaks as verdict.mjs says.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startChromium } from './judges/chromium.mjs';
import { judgeEach } from './judges/verdict.mjs';

const phone = { width: 320, height: 640 };
const desk = { width: 1280, height: 900 };
// A desk's width at 200 %: half as many CSS pixels, each twice as large.
const zoomed = { width: 640, height: 450, deviceScaleFactor: 2 };

// WCAG 2.2, 1.4.12: what a reader may ask for without losing anything.
const textSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`;

// What a mode looks like: the luminance of its ground, and how much of the picture can be read on it.
const modes = [
  { name: 'by day', features: { 'prefers-color-scheme': 'light' }, ground: [0.8, 1] },
  { name: 'by night', features: { 'prefers-color-scheme': 'dark' }, ground: [0, 0.1] },
  { name: "in the system's colours", features: { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' }, ground: [0, 0.1] },
  { name: 'on paper', features: { 'prefers-color-scheme': 'dark' }, media: 'print', ground: [1, 1] },
];

const browser = await startChromium();
const painter = await browser.newPage();
await judgeEach(async (edition) => {
  const page = await browser.newPage();
  const findings = [];
  const report = (rule, message) => findings.push({ rule, message });
  const url = pathToFileURL(edition).href;
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url() !== url) report('self-contained', `asks for ${request.url()}`);
  });
  page.on('console', (line) => report('console', line.text()));
  page.on('pageerror', (error) => report('console', String(error)));
  await page.setViewport(desk);
  for (const scheme of ['dark', 'light']) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      // What scrolls smoothly is not in sight at once, and this reader does not wait.
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await open(page, url);
    await keyboard(page, (rule, message) => report(rule, `${scheme}: ${message}`));
  }
  await open(page, url);
  await skipLink(page, report);

  for (const fault of await page.evaluate(() => window.quatrefoil.scripts())) report('no-script', fault);
  await keepsItsText(page, report, desk, 'at 1280 px');
  await labelsWhatScrolls(page, report);
  await keepsItsText(page, report, phone, 'at 320 px');
  await labelsWhatScrolls(page, report);
  await keepsItsText(page, report, zoomed, 'at 200 % zoom');
  await withLargerText(page, report);
  await withTextSpacing(page, report);
  await page.setViewport(desk);
  // One session: what another one emulates stays in force beside it.
  const devtools = await page.createCDPSession();
  for (const mode of modes) await shows(page, devtools, report, mode);
  await page.close();
  await underPolicy(edition, report);
  return findings;
});
await browser.close();

/** Opened anew, so that Tab begins at the start. */
async function open(page, url) {
  await page.goto(url);
  await page.evaluate(pageSide);
}

async function skipLink(page, report) {
  const fault = await page.evaluate(() => window.quatrefoil.skipLinkFault());
  if (fault) return report('skip-link', fault);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const passedOver = await page.evaluate(() => window.quatrefoil.stopBeforeTheText());
  if (passedOver) report('skip-link', `the stop after it is ${passedOver}, still before the text`);
}

/** From the skip link to the last link by Tab alone: document order, each stop in sight and marked as focused. */
async function keyboard(page, report) {
  const expected = await page.evaluate(() => window.quatrefoil.stops());
  const reached = [];
  while (reached.length <= expected.length) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => window.quatrefoil.focused());
    if (stop === null) break;
    reached.push(stop.name);
    for (const fault of stop.faults) report('focus', `${stop.name}: ${fault}`);
  }
  const differs = expected.findIndex((name, at) => reached[at] !== name);
  if (differs !== -1) {
    report('tab-order', `stop ${differs + 1} should be ${expected[differs]}, and is ${reached[differs] ?? 'never reached'}`);
  } else if (reached.length > expected.length) {
    report('tab-order', `${reached.at(-1)} takes the focus after the last stop`);
  }
}

async function keepsItsText(page, report, viewport, when) {
  await page.setViewport(viewport);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > viewport.width) {
    const widest = await page.evaluate(() => window.quatrefoil.widest());
    report('reflow', `${when}: ${width} px wide, because of ${widest}`);
  }
  for (const fault of await page.evaluate(() => window.quatrefoil.clipped())) report('clipped', `${when}: ${fault}`);
  for (const fault of await page.evaluate(() => window.quatrefoil.crooked())) report('edge', `${when}: ${fault}`);
}

async function labelsWhatScrolls(page, report) {
  for (const fault of await page.evaluate(() => window.quatrefoil.unlabelledScrollers())) report('scroll-region', fault);
}

/** WCAG 1.4.4 by the font size of the reader's own browser, which only what is sized in rem and em follows. */
async function withLargerText(page, report) {
  const devtools = await page.createCDPSession();
  const readerWants = (standard) => devtools.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } });
  await page.setViewport(desk);
  const before = await page.evaluate(() => window.quatrefoil.smallestText());
  await readerWants(32);
  const after = await page.evaluate(() => window.quatrefoil.smallestText());
  if (after < before * 1.9) report('text-size', `text of ${before} px is ${after} px when the reader's font size doubles`);
  await keepsItsText(page, report, desk, 'with text twice as large');
  await keepsItsText(page, report, phone, 'at 320 px, with text twice as large');
  await readerWants(16);
}

async function withTextSpacing(page, report) {
  const style = await page.addStyleTag({ content: textSpacing });
  await keepsItsText(page, report, desk, 'with text spacing, at 1280 px');
  await keepsItsText(page, report, phone, 'with text spacing, at 320 px');
  await style.evaluate((element) => element.remove());
}

/** A picture of the first window of the page in a mode: its ground is as light or dark as it should be, and there is something to be read on it. */
async function shows(page, devtools, report, { name, features, media, ground: [darkest, lightest] }) {
  const wanted = Object.entries(features).map(([name, value]) => ({ name, value }));
  await devtools.send('Emulation.setEmulatedMedia', { media: media ?? 'screen', features: wanted });
  const picture = await page.screenshot({ encoding: 'base64' });
  const { ground, legible } = await painter.evaluate(lookAt, picture);
  if (ground < darkest || ground > lightest) report('mode', `${name} its ground has a luminance of ${ground.toFixed(2)}`);
  if (legible < 0.0002) report('mode', `${name} next to nothing can be read`);
  if (media === 'print') {
    const skipLink = await page.evaluate(() => window.quatrefoil.shownSkipLink());
    if (skipLink) report('mode', `${name} stands ${skipLink}, which leads nowhere there`);
  }
}

/** Runs in a page of its own: the luminance of the colour that most of a picture has, and the share of pixels legible on it. */
async function lookAt(base64) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const linear = (part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) =>
    0.2126 * linear(colour >> 16) + 0.7152 * linear((colour >> 8) & 255) + 0.0722 * linear(colour & 255);
  const ground = luminance([...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0]);
  let legible = 0;
  for (const [colour, count] of counts) {
    const [dark, light] = [luminance(colour), ground].sort((one, other) => one - other);
    if ((light + 0.05) / (dark + 0.05) >= 4.5) legible += count;
  }
  return { ground, legible: legible / (data.length / 4) };
}

/** The page as a server sends it that allows pictures in the file and this one style element, and nothing else. */
async function underPolicy(edition, report) {
  const html = readFileSync(edition, 'utf8');
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => createHash('sha256').update(css).digest('base64'));
  const policy = `default-src 'none'; img-src data:; style-src ${styles.map((hash) => `'sha256-${hash}'`).join(' ') || "'none'"}`;
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    // The browser asks for this one by itself, whatever the page says.
    if (request.url().endsWith('/favicon.ico')) return request.respond({ status: 404 });
    const headers = { 'Content-Security-Policy': policy };
    return request.respond({ contentType: 'text/html; charset=utf-8', headers, body: html });
  });
  await page.evaluateOnNewDocument(() => {
    window.blocked = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.blocked.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim());
    });
  });
  await page.goto('https://quatrefoil.example/page.html');
  for (const blocked of await page.evaluate(() => window.blocked)) report('policy', `is blocked: ${blocked}`);
  await page.close();
}

/** Runs in the page: what only the page can see of itself. */
function pageSide() {
  const all = () => [...document.body.querySelectorAll('*')];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });

  const nameOf = (element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim().slice(0, 40);
    return `<${element.localName}${element.id ? ` id="${element.id}"` : ''}> "${words}"`;
  };

  const scrolls = (element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const may = (overflow) => overflow === 'auto' || overflow === 'scroll';
    return (
      (may(overflowX) && element.scrollWidth > element.clientWidth) ||
      (may(overflowY) && element.scrollHeight > element.clientHeight)
    );
  };

  const focusable = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]';
  const isStop = (element) =>
    shown(element) && ((element.matches(focusable) && element.tabIndex >= 0 && !element.disabled) || isKeyboardScroller(element));
  /** Chromium lets Tab stop at what scrolls when nothing in it takes the focus. */
  const isKeyboardScroller = (element) => scrolls(element) && !element.querySelector(focusable);

  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const painter = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgbaOf = (colour) => {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    return [...painter.getImageData(0, 0, 1, 1).data];
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = rgbaOf(getComputedStyle(at).backgroundColor);
      if (ground[3] === 255) return ground;
    }
    return [255, 255, 255, 255];
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const focusFaults = (element) => {
    const faults = [];
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) {
      faults.push(`its focus shows by no outline of 2 px (${outlineStyle} ${outlineWidth})`);
    } else if (outlineStyle !== 'auto') {
      const ratio = contrast(rgbaOf(outlineColor), groundOf(element.parentElement ?? element));
      if (ratio < 3) faults.push(`its outline has a contrast of ${ratio.toFixed(1)}:1`);
    }
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const seen = boxes.some(({ left, top, width, height }) => {
      const [x, y] = [left + width / 2, top + height / 2];
      const inside = 0 <= x && x < innerWidth && 0 <= y && y < innerHeight;
      const hit = inside && document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    });
    // A region larger than the window cannot show its middle; that it begins in the window is enough.
    const begins = boxes.some(({ top, bottom }) => top < innerHeight && bottom > 0 && bottom - top > innerHeight);
    if (!seen && !begins) faults.push('it is out of sight or covered when it has the focus');
    return faults;
  };

  /** Hidden from the eye on purpose and kept for screen readers: one pixel, or cut away. */
  const forScreenReaders = (element) =>
    element.clientWidth <= 1 || element.clientHeight <= 1 || getComputedStyle(element).clipPath !== 'none';

  window.quatrefoil = {
    stops: () => all().filter(isStop).map(nameOf),

    focused: () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return null;
      return { name: nameOf(element), faults: focusFaults(element) };
    },

    skipLinkFault: () => {
      const first = all().find(isStop);
      const href = first?.getAttribute('href') ?? '';
      if (!href.startsWith('#')) return 'the first stop is no link into the page';
      const target = document.getElementById(decodeURIComponent(href.slice(1)));
      if (!target) return `\`${href}\` leads nowhere`;
      return target.closest('main') ? null : `\`${href}\` does not lead into main`;
    },

    /** A link into the page that stands before all it says, where it can be seen. */
    shownSkipLink: () => {
      const first = document.querySelector('a[href]');
      if (!first?.getAttribute('href').startsWith('#') || first.closest('main')) return null;
      const { right, width, height } = first.getBoundingClientRect();
      return shown(first) && right > 0 && width > 1 && height > 1 ? nameOf(first) : null;
    },

    /** After the skip link: where the focus is, when that is between the link and its target. */
    stopBeforeTheText: () => {
      const first = all().find(isStop);
      const stop = document.activeElement;
      const target = document.getElementById(decodeURIComponent(first.getAttribute('href').slice(1)));
      const before = stop.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
      // Where the text has no stop, Tab comes round to the first.
      return before && stop !== first && stop !== document.body ? nameOf(stop) : null;
    },

    scripts: () =>
      all()
        .concat([...document.head.querySelectorAll('*')])
        .flatMap((element) => {
          const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
          const runs = element.localName === 'script' && element.type !== 'application/ld+json';
          return runs || handlers.length > 0 ? [`${nameOf(element)} runs script`] : [];
        }),

    unlabelledScrollers: () =>
      all()
        .filter((element) => shown(element) && scrolls(element))
        .flatMap((element) => {
          const labelledby = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
          const label =
            element.getAttribute('aria-label') ??
            labelledby.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
          const faults = [];
          const reachable = element.tabIndex >= 0 || element.querySelector(focusable);
          if (!reachable) faults.push(`${nameOf(element)} scrolls and takes no focus`);
          if (!label.trim()) faults.push(`${nameOf(element)} scrolls and has no label`);
          if (!element.getAttribute('role') && !element.matches('section, nav, aside, form')) {
            faults.push(`${nameOf(element)} scrolls and has no role`);
          }
          return faults;
        }),

    /** What cuts off its own text. */
    clipped: () =>
      all()
        .filter((element) => shown(element) && element.textContent.trim() && !forScreenReaders(element))
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
          return (
            (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
            (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1)
          );
        })
        .map((element) => `${nameOf(element)} cuts off what it holds`),

    /** Paragraphs with a line, behind the first, that does not begin where the paragraph does. */
    crooked: () =>
      [...document.querySelectorAll('main p')]
        .filter((element) => shown(element) && !element.querySelector('code, img, br, [dir]'))
        .filter((element) => ['start', 'left'].includes(getComputedStyle(element).textAlign))
        .filter((element) => getComputedStyle(element).direction === 'ltr')
        .flatMap((element) => {
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const rects = [];
          while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            rects.push(...[...range.getClientRects()].filter(({ width }) => width > 0));
          }
          rects.sort((one, other) => one.bottom - other.bottom);
          const edge = element.getBoundingClientRect().left + element.clientLeft + parseFloat(getComputedStyle(element).paddingLeft);
          const apart = parseFloat(getComputedStyle(element).lineHeight) / 2;
          const lines = [];
          for (const { left, bottom } of rects) {
            const line = lines.at(-1);
            if (line && bottom - line.bottom < apart) line.left = Math.min(line.left, left);
            else lines.push({ left, bottom });
          }
          const off = lines.slice(1).map(({ left }) => left - edge).find((off) => Math.abs(off) > 0.75);
          return off === undefined ? [] : [`a line of ${nameOf(element)} begins ${off.toFixed(1)} px beside the others`];
        }),

    widest: () => {
      const far = (element) => element.getBoundingClientRect().right;
      const insideScroller = (element) => {
        for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return true;
        return false;
      };
      const candidates = all().filter((element) => shown(element) && !insideScroller(element));
      const furthest = Math.max(...candidates.map(far));
      // The innermost of those that reach as far says most.
      return nameOf(candidates.filter((element) => far(element) >= furthest - 0.5).at(-1));
    },

    smallestText: () => {
      const sizes = all()
        .filter((element) => shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => parseFloat(getComputedStyle(element).fontSize));
      return Math.min(...sizes);
    },
  };
}
