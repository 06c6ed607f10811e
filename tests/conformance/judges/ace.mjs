// Ace by DAISY over many books with one browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, judgeRequire } from './chromium.mjs';
import { judgeEach } from './verdict.mjs';

process.env.PUPPETEER_EXECUTABLE_PATH = chromiumPath;
process.env.ACE_TIMEOUT_INITIAL = '60000';
const ace = judgeRequire('@daisy/ace-core');
const runner = judgeRequire('@daisy/ace-axe-runner-puppeteer');

// Ace starts and stops a browser for each book; this one stays.
await runner.launch();
const staying = { ...runner, launch: async () => {}, close: async () => {} };

await judgeEach(async (edition) => {
  const outdir = mkdtempSync(join(tmpdir(), 'ace-'));
  try {
    const [, report] = await ace(edition, { cwd: process.cwd(), outdir, silent: true, initLogger: true }, staying);
    return report.assertions.flatMap((page) => page.assertions.map((assertion) => finding(page, assertion)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
await runner.close();

function finding(page, { 'earl:test': test, 'earl:result': result }) {
  const place = page['earl:testSubject'].url;
  const said = String(result['dct:description']).split('\n')[0];
  return { rule: `${test['dct:title']} ${test['earl:impact']}`, message: `${place}: ${said} ${result.html ?? ''}`.trim() };
}
