// Takes the screenshots that `look` asks for. Standard input: a JSON list of { page, png, width, scheme }.
// A page taller than one picture becomes several, PNG-1, PNG-2, …, since a reduced picture shows nobody anything.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startChromium } from './chromium.mjs';

const tallest = 2000;
const mostPictures = 12;
const shots = JSON.parse(readFileSync(0, 'utf8'));
const browser = await startChromium();
for (const { page, png, width, scheme } of shots) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await tab.goto(pathToFileURL(page).href);
  const height = await tab.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
  const needed = Math.max(1, Math.ceil(height / tallest));
  const pictures = Math.min(needed, mostPictures);
  for (let n = 0; n < pictures; n += 1) {
    const path = needed === 1 ? `${png}.png` : `${png}-${n + 1}.png`;
    const y = n * tallest;
    const clip = { x: 0, y, width, height: Math.max(1, Math.min(tallest, height - y)) };
    await tab.screenshot({ path, clip, captureBeyondViewport: true });
    console.log(path);
  }
  if (needed > pictures) console.log(`${png}: the first ${pictures} of ${needed} pictures`);
  await tab.close();
}
await browser.close();
