// Reads each book in a real reading system: opens it, follows its contents and page list, turns every page to the last; and looks
// for what is cut off, on a tablet and on a phone whose type is large.
import { startChromium } from './chromium.mjs';
import { openBook } from './foliate.mjs';
import { judgeEach } from './verdict.mjs';

const devices = [
  ['a tablet', { width: 600, height: 800 }, '100%'],
  ['a phone with large type', { width: 390, height: 720 }, '150%'],
];
const browser = await startChromium();
await judgeEach(async (edition) => {
  const { page, complaints } = await openBook(browser, edition, { width: 600, height: 800 });
  const faults = await page.evaluate(readThrough);
  for (const [device, viewport, type] of devices) {
    await page.setViewport(viewport);
    faults.push(...(await page.evaluate(cutOff, device, type)));
  }
  await page.close();
  return [...faults, ...complaints.map((message) => ({ rule: 'complaint', message }))];
});
await browser.close();

/** Runs in the page, where `view` is the open book. */
async function readThrough() {
  const { view } = window;
  const { book, renderer } = view;
  const faults = [];
  const report = (rule, message) => faults.push({ rule, message });

  const contents = (book.toc ?? []).flatMap(function entries(entry) {
    return [entry, ...(entry.subitems ?? []).flatMap(entries)];
  });
  if (contents.length === 0) report('contents', 'no contents to choose from');
  for (const { label, href } of [...contents, ...(book.pageList ?? [])]) {
    if (!label?.trim()) report('contents', `the entry that leads to ${href} has no words`);
    // A mere heading over other entries leads nowhere itself.
    if (href === null) continue;
    const target = book.resolveHref(href);
    if (!book.sections[target?.index]) {
      report('contents', `\`${label}\` leads nowhere: ${href}`);
    } else if (href.includes('#')) {
      const section = await book.sections[target.index].createDocument();
      if (!target.anchor(section)) report('contents', `\`${label}\` leads to a place that is not there: ${href}`);
    }
  }
  if (!(await book.getCover())) report('cover', 'no cover for the shelf');

  const readable = book.sections.map((section, index) => ({ section, index })).filter(({ section }) => section.linear !== 'no');
  for (const { index } of readable) {
    await renderer.goTo({ index });
    const { doc } = renderer.getContents().find((shown) => shown.index === index);
    const place = book.sections[index].id;
    if (!doc.body?.textContent.trim() && !doc.querySelector('img, svg')) report('empty', `${place} shows nothing`);
    for (const image of doc.images) {
      if (!image.complete || image.naturalWidth === 0) report('image', `${place}: ${image.getAttribute('alt') || 'an image'} does not show`);
    }
    for (const link of doc.querySelectorAll('a[href]')) {
      const href = book.sections[index].resolveHref(link.getAttribute('href'));
      if (!book.isExternal(href) && !book.resolveHref(href)) report('link', `${place}: ${link.getAttribute('href')} leads nowhere`);
    }
  }

  // A book of hundreds of pages proves no more by its last than by these.
  const mostTurns = 100;
  await renderer.goTo({ index: readable[0].index });
  const last = readable.at(-1).index;
  for (let turns = 0, before = null; turns < mostTurns; turns += 1) {
    await view.next();
    const here = view.lastLocation.cfi;
    const atTheLast = renderer.getContents().some(({ index }) => index === last);
    if (here === before && !atTheLast) report('turning', `the page after ${here} never comes`);
    if (here === before) break;
    before = here;
  }
  return faults;
}

/** Runs in the page: what is wider than the column that it stands in, and so covers the next one or is not seen. */
async function cutOff(device, type) {
  const { book, renderer } = window.view;
  // The engine lays a page out anew a frame after its window changed, and once its fonts are ready after its type did. It fails where
  // another page has taken the place of that one meanwhile.
  const nextFrames = () =>
    new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done));
      setTimeout(done, 500);
    });
  await nextFrames();
  renderer.setStyles(`html { font-size: ${type} }`);
  await Promise.all(renderer.getContents().map(({ doc }) => doc.fonts.ready));
  await nextFrames();
  const faults = [];
  for (const [index, section] of book.sections.entries()) {
    if (section.linear === 'no') continue;
    await renderer.goTo({ index });
    const { doc } = renderer.getContents().find((shown) => shown.index === index);
    // A box that goes on in the next column has one rectangle for each.
    const widthOf = (element) => Math.max(0, ...[...element.getClientRects()].map(({ width }) => width));
    const column = widthOf(doc.body);
    for (const element of doc.querySelectorAll('p, li, table, pre, img, svg, blockquote, h1, h2, h3, h4, h5, h6')) {
      const width = widthOf(element);
      if (width <= column + 1) continue;
      const message = `${section.id}: <${element.localName}> is ${Math.round(width)} px wide in a column of ${Math.round(column)} px on ${device}`;
      faults.push({ rule: 'cut-off', message });
    }
  }
  return faults;
}
