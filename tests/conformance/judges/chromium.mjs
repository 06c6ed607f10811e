// Starts Debian's Chromium for the judges and for `look`: one browser, its own empty profile, no call to the network.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Loads a package of the judges' folder, which lies outside this file's own path. */
export const judgeRequire = createRequire(`${process.env.QUATREFOIL_JUDGES}/package.json`);

export const chromiumPath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();

export const chromiumFlags = [
  '--no-sandbox', // CI runs as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--hide-scrollbars', // an overlay scrollbar takes no width, as on a phone
];

export function startChromium() {
  const puppeteer = judgeRequire('puppeteer-core');
  return puppeteer.launch({
    executablePath: chromiumPath,
    headless: true,
    args: chromiumFlags,
    protocolTimeout: 300_000,
  });
}
