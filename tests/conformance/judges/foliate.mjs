// A real reading system for EPUB, Foliate's engine, in Chromium. No server: the browser's requests are answered from the disk.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const engine = join(process.env.QUATREFOIL_JUDGES, 'node_modules/foliate-js');
const origin = 'http://reader.invalid';
const shell = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Reader</title><link rel="icon" href="data:,">
<style>html, body { margin: 0; height: 100% } foliate-view { display: block; height: 100% }</style>`;

/** Opens a book at its first page. `complaints` fills with what the engine and the book's pages say is wrong. */
export async function openBook(browser, edition, viewport) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (line) => {
    // Chromium warns of Foliate's own sandbox, whatever the book.
    const ofTheSandbox = line.text().includes('allow-scripts and allow-same-origin');
    if (['error', 'warn'].includes(line.type()) && !ofTheSandbox) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewport(viewport);
  await page.setRequestInterception(true);
  page.on('request', (request) => answer(request, edition, complaints));
  await page.goto(`${origin}/`);
  await page.evaluate(async () => {
    await import('/engine/view.js');
    const book = await (await fetch('/book.epub')).blob();
    const view = document.createElement('foliate-view');
    document.body.append(view);
    await view.open(new File([book], 'book.epub'));
    await view.init({});
    window.view = view;
  });
  return { page, complaints };
}

function answer(request, edition, complaints) {
  const { protocol, host, pathname } = new URL(request.url());
  if (protocol === 'blob:' || protocol === 'data:') return request.continue();
  const file = pathname === '/book.epub' ? edition : join(engine, pathname.replace(/^\/engine\//, ''));
  if (host !== new URL(origin).host) {
    complaints.push(`asks for ${request.url()}`);
    return request.abort();
  }
  if (pathname === '/') return request.respond({ contentType: 'text/html', body: shell });
  if (!existsSync(file)) return request.respond({ status: 404 });
  const contentType = file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
  return request.respond({ contentType, body: readFileSync(file) });
}
