// Prints a page as a browser's print command does. Arguments: PAGE PDF
import { pathToFileURL } from 'node:url';
import { startChromium } from './chromium.mjs';

const [edition, path] = process.argv.slice(2);
const browser = await startChromium();
const page = await browser.newPage();
await page.goto(pathToFileURL(edition).href);
await page.pdf({ path, preferCSSPageSize: true });
await browser.close();
