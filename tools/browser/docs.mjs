// The documentation in a real browser: authorize, reload, create and update a customer.
//
// Fails when a request goes to any other host, when the console shows an error, when the content
// security policy is violated, or when the page no longer looks like its picture.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { comparePicture } from "./picture.mjs";

const origin = required("SOVX_CHECK_ORIGIN");
const token = required("SOVX_CHECK_TOKEN");
const out = required("SOVX_CHECK_OUT");
/** The part of the dialog that belongs to the security scheme `session`. */
const SESSION = '.auth-container:has(h4 code:text-is("session"))';
const customerId = "corp-redundant-firewall";
const problems = [];
let requests = 0;

await mkdir(out, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), "sovx-browser-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: required("SOVX_CHECK_CHROMIUM"),
  headless: true,
  viewport: { width: 1280, height: 1000 },
  deviceScaleFactor: 1,
  colorScheme: "light",
  reducedMotion: "reduce",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Even a request that escaped the recording below could not leave the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
try {
  const page = await open(context);
  await authorize(page);
  await page.reload();
  await assertAuthorized(page);
  await createCustomer(page);
  await updateCustomer(page);
} catch (error) {
  const [page] = context.pages();
  await page?.screenshot({ path: join(out, "failure.png"), fullPage: true });
  problems.push(`${error.stack} (picture: ${join(out, "failure.png")})`);
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
}

for (const problem of problems) console.error(`browser: ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`browser: 201 and 200 seen, all ${requests} requests went to ${origin}`);

/** Opens the documentation under watch and compares it with its picture. */
async function open(context) {
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (["data:", "blob:"].includes(url.protocol)) return;
    requests += 1;
    if (url.origin !== origin) problems.push(`a request went to ${url.origin}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`page: ${error.error()}`));
  await context.exposeFunction("reportViolation", (text) => problems.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation(`policy ${event.violatedDirective} blocked ${event.blockedURI}`),
    );
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  await page.goto(`${origin}/docs/`);
  await page.locator(operation("createCustomer")).waitFor();
  await page.evaluate(() => document.fonts.ready);
  // The picture begins where the operations do: that is what a reader comes for.
  await page.locator(".scheme-container").evaluate((servers) => servers.scrollIntoView());
  problems.push(...(await comparePicture(await page.screenshot(), out)));
  return page;
}

/** Hands over the session token as a person would. */
async function authorize(page) {
  const dialog = await openDialog(page);
  const session = dialog.locator(SESSION);
  await session.locator("input").fill(token);
  await session.locator("button.authorize").click();
  await session.locator("button", { hasText: "Logout" }).waitFor();
  await dialog.locator("button.btn-done").first().click();
}

/** The token is still there: the page asks for nothing again. */
async function assertAuthorized(page) {
  const dialog = await openDialog(page);
  await dialog.locator(SESSION).locator("button", { hasText: "Logout" }).waitFor();
  await dialog.locator("button.btn-done").first().click();
}

async function openDialog(page) {
  await page.locator(".auth-wrapper button.authorize").first().click();
  const dialog = page.locator(".dialog-ux .modal-ux");
  await dialog.waitFor();
  return dialog;
}

async function createCustomer(page) {
  const block = await tryOut(page, "createCustomer");
  const body = {
    email: "sean.fox@example.com",
    customer_id: customerId,
    entity_name: "Hedge Fund e-commerce",
  };
  await block.locator("textarea.body-param__text").fill(JSON.stringify(body, null, 2));
  const answer = await execute(page, block, "createCustomer", 201);
  assert.equal(answer.data.customer_id, customerId);
}

async function updateCustomer(page) {
  const block = await tryOut(page, "updateCustomer");
  await block.locator('tr[data-param-name="customer_id"] input').fill(customerId);
  const body = { account_purpose: "Custody" };
  await block.locator("textarea.body-param__text").fill(JSON.stringify(body, null, 2));
  const answer = await execute(page, block, "updateCustomer", 200);
  assert.equal(answer.data.account_purpose, "Custody");
}

/** Unfolds an operation and makes its fields editable. */
async function tryOut(page, operationId) {
  const block = page.locator(operation(operationId));
  await block.locator(".opblock-summary-control").click();
  await block.locator("button.try-out__btn").click();
  return block;
}

/** Sends the request, sees the status in the live response, keeps a picture of it. */
async function execute(page, block, operationId, status) {
  await block.locator("button.execute").click();
  const live = block.locator(".live-responses-table tr.response");
  await live.waitFor();
  const seen = (await live.locator(".response-col_status").innerText()).trim();
  await live.screenshot({ path: join(out, `${operationId}.png`) });
  assert.match(seen, new RegExp(`^${status}\\b`), `${operationId} shows ${seen}`);
  return JSON.parse(await live.locator(".response-col_description pre code").first().innerText());
}

function operation(operationId) {
  return `#operations-Customers-${operationId}`;
}

function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
