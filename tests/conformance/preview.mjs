// Uses the preview of `quatrefoil watch --serve` in Chromium. Run by `preview`: ADDRESS ARTICLE [PICTURES_DIR].
import { readFileSync, writeFileSync } from 'node:fs';
import { judgeRequire, startChromium } from './judges/chromium.mjs';

const [address, article, pictures] = process.argv.slice(2);
const { source: axe } = judgeRequire('axe-core');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const faults = [];
const report = (fault) => faults.push(fault);

const browser = await startChromium();
const page = await browser.newPage();
page.on('console', (line) => { if (line.type() === 'error') report(`console: ${line.text()}`); });
page.on('pageerror', (error) => report(`script: ${error}`));
page.on('request', (request) => {
  // The browser's own viewer of PDFs has its parts inside the browser.
  const own = request.url().startsWith(address) || /^(data|chrome|chrome-extension|about|blob):/.test(request.url());
  if (!own) report(`asks for ${request.url()}`);
});
await page.setViewport({ width: 1280, height: 900 });
await page.goto(address, { waitUntil: 'load' });

await fourEditions();
await isAccessible();
await keyboardReachesAll();
await fitsAPhone();
await showsWhatIsSaved();
await keepsWaiting();
await browser.close();

faults.forEach((fault) => console.log(`preview: ${fault}`));
console.log(`preview: ${faults.length} findings`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Each edition is there and says the article's words. */
async function fourEditions(words = 'A nurse tests how well you see') {
  const says = new RegExp(words);
  const frames = page.frames().filter((frame) => frame.parentFrame() === page.mainFrame());
  for (const [name, part] of [['page', '/editions/welcome.html'], ['book', '/book/welcome.epub/']]) {
    const frame = frames.find((frame) => frame.url().includes(part));
    if (!frame) { report(`no frame shows the ${name}`); continue; }
    const text = await frame.evaluate(() => document.documentElement.textContent);
    if (!says.test(text)) report(`the ${name} does not say ${words}`);
    if (await frame.$('script[src], script:not([type="application/ld+json"])')) report(`the ${name} holds a script`);
  }
  const text = await page.$eval('#txt ~ pre', (pre) => pre.textContent.replace(/\s+/g, ' ')).catch(() => '');
  if (!says.test(text)) report(`the text does not say ${words}`);
  const handout = await page.$eval('#pdf ~ object', (object) => object.data).catch(() => null);
  if (!handout) return report('no object shows the handout');
  const begin = await page.evaluate(async (url) => (await (await fetch(url)).text()).slice(0, 5), handout);
  if (begin !== '%PDF-') report(`the handout begins with ${begin}`);
}

async function isAccessible() {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    // The editions have their own judges. The page's policy keeps scripts out, so axe comes in by the debugger.
    await page.evaluate(axe);
    const found = await page.evaluate(
      (values) => window.axe.run(document, { iframes: false, runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
      tags,
    );
    for (const { id, nodes } of found.violations) {
      nodes.forEach((node) => report(`axe, ${scheme}: ${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? ''}`));
    }
    if (pictures) await page.screenshot({ path: `${pictures}/preview-${scheme}.png`, fullPage: true });
  }
  const names = await page.$$eval('iframe, object, pre, nav, section', (all) =>
    all.map((it) => it.title || it.ariaLabel || it.getAttribute('aria-labelledby')));
  if (names.some((name) => !name)) report('a part of the page has no name');
  const headings = await page.$$eval('h1, h2, h3', (all) => all.map((it) => it.tagName).join(' '));
  if (headings !== 'H1 H2 H2 H2 H2') report(`the headings are ${headings}`);
}

async function keyboardReachesAll() {
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); });
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.textContent);
  if (first !== 'Skip to the editions') report(`the first stop is ${first}`);
  const reached = new Set();
  for (let step = 0; step < 60 && !reached.has('txt'); step += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.closest('section')?.querySelector('h2')?.id ?? ''));
  }
  for (const format of ['html', 'txt']) if (!reached.has(format)) report(`Tab does not reach ${format}`);
}

async function fitsAPhone() {
  await page.setViewport({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) report(`at 320 px the page is ${wide} px wide`);
  await page.setViewport({ width: 1280, height: 900 });
}

/** The page loads anew without being asked, and is where it was. */
async function showsWhatIsSaved() {
  const took = [];
  for (let round = 0; round < 5; round += 1) {
    await page.evaluate(() => document.querySelector('#txt ~ pre').focus({ preventScroll: true }));
    const loaded = page.waitForNavigation({ waitUntil: 'load', timeout: 10_000 });
    const begin = performance.now();
    writeFileSync(article, `${readFileSync(article, 'utf8')}\nSaved in round ${round}.\n`);
    await loaded.catch((error) => report(`round ${round}: ${error.message}`));
    took.push(Math.round(performance.now() - begin));
    await fourEditions(`Saved in round ${round}`);
    await page.waitForFunction(() => document.activeElement.localName === 'pre', { timeout: 5_000 })
      .catch(() => report(`round ${round}: the focus is lost`));
    const status = await page.$eval('#state', (state) => state.textContent);
    if (status !== 'The editions were made again.') report(`round ${round}: the status says "${status}"`);
  }
  console.log(`preview: from save to loaded page ${took.join(', ')} ms`);
}

/** Where nothing is saved, nothing is loaded. */
async function keepsWaiting() {
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  if (loads > 0) report(`the page loaded ${loads} times for nothing`);
}
