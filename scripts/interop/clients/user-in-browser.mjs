/** Acts as the user in front of a sign-in page. `PLAYWRIGHT`: path of that package. */
const { chromium } = await import(process.env.PLAYWRIGHT);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-quic'],
  proxy: { server: process.env.HTTPS_PROXY, bypass: 'localhost,127.0.0.1' },
});
try {
  // The emulator's authority is not in this browser's own store.
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await page.goto(process.argv[2]);
  await page.click('#sign-in');
  await page.waitForURL(/^http:\/\/localhost/);
} finally {
  await browser.close();
}
