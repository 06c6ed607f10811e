// Pictures of a book's first pages in a real reading system. Arguments: BOOK PNG WIDTH HEIGHT; the pictures are PNG-1.png, PNG-2.png, …
import { startChromium } from './chromium.mjs';
import { openBook } from './foliate.mjs';

const mostPages = 24;
const [book, png, width, height] = process.argv.slice(2);
const browser = await startChromium();
const { page } = await openBook(browser, book, { width: Number(width), height: Number(height) });
for (let n = 1, before = null; n <= mostPages; n += 1) {
  const here = await page.evaluate(() => window.view.lastLocation?.cfi);
  if (here === before) break;
  before = here;
  await page.screenshot({ path: `${png}-${n}.png` });
  console.log(`${png}-${n}.png`);
  await page.evaluate(() => window.view.next());
}
await browser.close();
