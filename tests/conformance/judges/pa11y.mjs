// pa11y with HTML_CodeSniffer, WCAG 2 AA, over many pages with one browser.
import { pathToFileURL } from 'node:url';
import { judgeRequire, startChromium } from './chromium.mjs';
import { judgeEach } from './verdict.mjs';

const pa11y = judgeRequire('pa11y');
const browser = await startChromium();
await judgeEach(async (edition) => {
  const page = await browser.newPage();
  const url = pathToFileURL(edition).href;
  // Loaded here, since pa11y would wait half a second for a network that these pages never ask.
  await page.goto(url);
  const { issues } = await pa11y(url, {
    browser,
    page,
    ignoreUrl: true,
    runners: ['htmlcs'],
    standard: 'WCAG2AA',
    timeout: 120_000,
  });
  const errors = issues.filter(({ type }) => type === 'error');
  await page.close();
  return errors.map(({ code, selector, message }) => ({ rule: code, message: `${selector}: ${message}` }));
});
await browser.close();
