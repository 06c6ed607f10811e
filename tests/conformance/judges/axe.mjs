// axe-core over many pages with one browser: light and dark at a phone's and a desk's width, and forced colours.
import { pathToFileURL } from 'node:url';
import { judgeRequire, startChromium } from './chromium.mjs';
import { judgeEach } from './verdict.mjs';

const { source } = judgeRequire('axe-core');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const modes = [
  { name: 'light 320', width: 320, features: { 'prefers-color-scheme': 'light' } },
  { name: 'dark 320', width: 320, features: { 'prefers-color-scheme': 'dark' } },
  { name: 'dark 1280', width: 1280, features: { 'prefers-color-scheme': 'dark' } },
  { name: 'light 1280', width: 1280, features: { 'prefers-color-scheme': 'light' } },
  { name: 'forced colours 1280', width: 1280, features: { 'forced-colors': 'active' } },
];

const browser = await startChromium();
await judgeEach(async (edition) => {
  const page = await browser.newPage();
  const devtools = await page.createCDPSession();
  await page.goto(pathToFileURL(edition).href);
  await page.evaluate(source);
  const found = new Map();
  for (const { name, width, features } of modes) {
    await page.setViewport({ width, height: 900 });
    // Puppeteer's own call knows no forced colours.
    await devtools.send('Emulation.setEmulatedMedia', {
      features: Object.entries(features).map(([feature, value]) => ({ name: feature, value })),
    });
    for (const finding of await violations(page)) {
      const key = JSON.stringify(finding);
      found.set(key, [...(found.get(key) ?? []), name]);
    }
  }
  await page.close();
  return [...found].map(([key, seenIn]) => {
    const { rule, target, help } = JSON.parse(key);
    return { rule, message: `[${seenIn.join(', ')}] ${target}: ${help}` };
  });
});
await browser.close();

async function violations(page) {
  const results = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    tags,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ rule: id, target: node.target.join(' '), help: node.any[0]?.message ?? help })),
  );
}
