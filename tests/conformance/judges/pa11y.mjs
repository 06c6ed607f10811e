// pa11y with HTML_CodeSniffer, WCAG 2 AA, over many pages with one browser.
import { pathToFileURL } from 'node:url';
import { judgeRequire, startChromium } from './chromium.mjs';
import { judgeEach } from './verdict.mjs';

const pa11y = judgeRequire('pa11y');
const browser = await startChromium();
await judgeEach(async (edition) => {
  const { issues } = await pa11y(pathToFileURL(edition).href, {
    browser,
    runners: ['htmlcs'],
    standard: 'WCAG2AA',
    timeout: 120_000,
  });
  const errors = issues.filter(({ type }) => type === 'error');
  return errors.map(({ code, selector, message }) => ({ rule: code, message: `${selector}: ${message}` }));
});
await browser.close();
