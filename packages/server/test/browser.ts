/** A real Chromium for the tests of pages: the machine's own, or else the one of a package. */
import { accessSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Without the package's own arguments: they hold `--disable-web-security`, which hides faults. */
const args = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function installed(): string | undefined {
  const named = process.env['CHROME_PATH'];
  return [...(named ? [named] : []), ...usual].find((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });
}

/** The browser, or why there is none: a machine may lack what Chromium is linked to (libnss3). */
export async function openBrowser(): Promise<Browser | string> {
  try {
    const own = installed();
    const packed = async () => (await import('@sparticuz/chromium')).default.executablePath();
    return await chromium.launch({ executablePath: own ?? (await packed()), args });
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `no Chromium can be started here: ${line}`;
  }
}
