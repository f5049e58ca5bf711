// The documentation in a real browser: authorize for every scheme, reload, then create, update and
// list customers; choose the other contract, and do the same there with a partner's key. Then once
// more below a path prefix, as behind a proxy that shares its host with others.
//
// Fails when a request goes to any other host, when the console shows an error, when the content
// security policy is violated, or when the page no longer looks like its picture.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { comparePicture } from "./picture.mjs";
import { startProxy } from "./proxy.mjs";

const origin = required("CHECK_ORIGIN");
const token = required("CHECK_TOKEN");
const out = required("CHECK_OUT");
const masterKey = required("CHECK_MASTER_KEY");
/** What a person enters for each security scheme. */
const secrets = {
  session: token,
  masterKey,
  masterKeyInApiKey: masterKey,
  platformKey: required("CHECK_PLATFORM_KEY"),
};
/** The contracts by the words of the page's choice, and the header that carries each credential. */
const sovx = {
  choice: "SovX",
  base: "/sovx/v1/",
  headers: {
    session: "authorization",
    masterKey: "x-master-api-key",
    masterKeyInApiKey: "x-api-key",
  },
};
const portal = {
  choice: "End Customer Portal",
  base: "/portal/v1/",
  headers: { platformKey: "authorization", customerKey: "x-customer-key" },
};
let contract = sovx;
/** Where the page is: the server itself at first, then a path of a proxy. */
let base = origin;
const customerId = "corp-redundant-firewall";
const problems = [];
let requests = 0;

await mkdir(out, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), "sovx-browser-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: required("CHECK_CHROMIUM"),
  headless: true,
  viewport: { width: 1280, height: 1040 },
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
  assert.deepEqual(await choices(page), [sovx.choice, portal.choice]);
  await authorize(page, Object.keys(sovx.headers));
  await page.reload();
  await assertAuthorized(page, Object.keys(sovx.headers));
  await createCustomer(page);
  await updateCustomer(page);
  await tryOut(page, "listCustomers");
  await listCustomers(page, ["masterKey", "masterKeyInApiKey"]);
  await logOut(page, "masterKey");
  await listCustomers(page, ["masterKeyInApiKey"]);
  await logOut(page, "masterKeyInApiKey");
  await authorize(page, ["masterKey"]);
  await listCustomers(page, ["masterKey"]);
  await choose(page, portal);
  await useKeyOfEndCustomer(page);
  await belowPrefix(page);
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
console.log(
  `browser: both contracts and every scheme work; 201 and 200 seen; all ${requests} requests went to ` +
    origin,
);

/** Opens the documentation under watch and compares it with its picture. */
async function open(context) {
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (["data:", "blob:"].includes(url.protocol)) return;
    requests += 1;
    const known = url.href.startsWith(`${base}/`) || url.origin === origin;
    if (!known) problems.push(`a request went to ${url.href}`);
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
  await assertOwnPage(page);
  // The picture begins where the operations do: that is what a reader comes for.
  await page.locator(".scheme-container").evaluate((servers) => servers.scrollIntoView());
  problems.push(...(await comparePicture(await page.screenshot(), out)));
  return page;
}

/** It has a name and an icon of its own, its schemas are folded, and no chip cuts through a line. */
async function assertOwnPage(page) {
  assert.equal(await page.title(), "SovX API documentation");
  const icon = await page.locator('link[rel="icon"]').evaluate((link) => link.href);
  assert.equal((await page.request.get(icon)).headers()["content-type"], "image/svg+xml");
  await page.locator(".models").waitFor();
  assert.equal(await page.locator(".models .model-container").count(), 0, "schemas are unfolded");
  const high = await page.locator(".info li code").evaluateAll((chips) =>
    chips.filter((chip) => {
      const line = parseFloat(getComputedStyle(chip.parentElement).lineHeight);
      return [...chip.getClientRects()].some((box) => box.height > line);
    }).length,
  );
  assert.equal(high, 0, "chips of code are higher than their line");
}

/** The page works behind a proxy that gives the server a part of its paths. */
async function belowPrefix(page) {
  const proxy = await startProxy(origin, "/behind/a-proxy");
  try {
    base = proxy.base;
    contract = sovx;
    await page.goto(`${base}/`);
    await page.locator(operation("createCustomer")).waitFor();
    assert.equal(page.url(), `${base}/docs/`);
    await authorize(page, ["masterKey"]);
    await tryOut(page, "listCustomers");
    await listCustomers(page, ["masterKey"]);
  } finally {
    await proxy.close();
  }
}

/** The contracts that the page offers. */
async function choices(page) {
  return page.locator(".topbar select option").allInnerTexts();
}

/** Opens another contract. */
async function choose(page, other) {
  await page.locator(".topbar select").selectOption({ label: other.choice });
  await page.locator(".info .title", { hasText: other.choice }).waitFor();
  contract = other;
}

/** Hands over secrets as a person would. */
async function authorize(page, schemes) {
  const dialog = await openDialog(page);
  for (const scheme of schemes) {
    const part = partOf(dialog, scheme);
    await part.locator("input").fill(secrets[scheme]);
    await part.locator("button.authorize").click();
    await part.locator("button", { hasText: "Logout" }).waitFor();
  }
  await closeDialog(dialog);
}

/** The secrets are still there: the page asks for nothing again. */
async function assertAuthorized(page, schemes) {
  const dialog = await openDialog(page);
  for (const scheme of schemes) {
    await partOf(dialog, scheme).locator("button", { hasText: "Logout" }).waitFor();
  }
  await closeDialog(dialog);
}

async function logOut(page, scheme) {
  const dialog = await openDialog(page);
  const part = partOf(dialog, scheme);
  await part.locator("button", { hasText: "Logout" }).click();
  await part.locator("button.authorize", { hasText: "Authorize" }).waitFor();
  await closeDialog(dialog);
}

/** The part of the dialog that belongs to one security scheme. */
function partOf(dialog, scheme) {
  return dialog.locator(`.auth-container:has(h4 code:text-is("${scheme}"))`);
}

async function closeDialog(dialog) {
  await dialog.locator("button.btn-done").first().click();
  await dialog.waitFor({ state: "detached" });
}

async function openDialog(page) {
  await page.locator(".auth-wrapper button.authorize").first().click();
  const dialog = page.locator(".dialog-ux .modal-ux");
  await dialog.waitFor();
  const first = dialog.locator(".auth-container h4").first();
  await first.evaluate((title) => {
    const { top } = title.getBoundingClientRect();
    const { top: begin, bottom: end } = title.closest(".modal-ux-content").getBoundingClientRect();
    if (top < begin || top > end) throw new Error("the dialog does not open at its top");
  });
  return dialog;
}

async function createCustomer(page) {
  const block = await tryOut(page, "createCustomer");
  const body = {
    email: "sean.fox@example.com",
    customer_id: customerId,
    entity_name: "Hedge Fund e-commerce",
  };
  const headers = block.locator('tr[data-param-in="header"] input');
  const filled = await headers.evaluateAll((fields) => fields.map((field) => field.value));
  assert.deepEqual(filled, ["", ""], "the page fills in a trace id or an idempotency key");
  const text = block.locator("textarea.body-param__text");
  await text.fill(JSON.stringify(body, null, 2));
  const answer = await execute(page, "createCustomer", 201, ["session"]);
  assert.equal(answer.data.customer_id, customerId);
  // Another request is another request: nothing that the first one said is sent again.
  const other = { ...body, customer_id: `${customerId}-2` };
  await text.fill(JSON.stringify(other, null, 2));
  const second = await execute(page, "createCustomer", 201, ["session"]);
  assert.notEqual(second.meta.trace_id, answer.meta.trace_id);
}

async function updateCustomer(page) {
  const block = await tryOut(page, "updateCustomer");
  await block.locator('tr[data-param-name="customer_id"] input').fill(customerId);
  const body = { account_purpose: "Custody" };
  await block.locator("textarea.body-param__text").fill(JSON.stringify(body, null, 2));
  const answer = await execute(page, "updateCustomer", 200, ["session"]);
  assert.equal(answer.data.account_purpose, "Custody");
}

async function listCustomers(page, schemes) {
  const answer = await execute(page, "listCustomers", 200, schemes);
  assert.deepEqual(
    answer.data.map((customer) => customer.customer_id).sort(),
    [customerId, `${customerId}-2`],
  );
}

/** As a partner: creates an end customer, and asks with both keys whose key that is. */
async function useKeyOfEndCustomer(page) {
  await authorize(page, ["platformKey"]);
  const block = await tryOut(page, "createCustomer");
  const body = { name: "Acme University" };
  await block.locator("textarea.body-param__text").fill(JSON.stringify(body, null, 2));
  const created = await execute(page, "createCustomer", 201, ["platformKey"]);
  secrets.customerKey = created.apiKey;
  await authorize(page, ["customerKey"]);
  await tryOut(page, "getCustomerContext");
  const both = Object.keys(portal.headers);
  const context = await execute(page, "getCustomerContext", 200, both);
  assert.deepEqual(context, {
    object: "customer_context",
    customerId: created.id,
    name: body.name,
  });
}

/**
 * Unfolds an operation; its fields are editable at once, as the server configures the page. The page
 * remembers by name what is unfolded, even where that is an operation of the other contract.
 */
async function tryOut(page, operationId) {
  const block = page.locator(operation(operationId));
  await block.waitFor();
  const isOpen = await block.evaluate((element) => element.classList.contains("is-open"));
  if (!isOpen) await block.locator(".opblock-summary-control").click();
  await block.locator("button.try-out__btn.cancel").waitFor();
  return block;
}

/** Sends the request, sees the status in the live response, keeps a picture of it. */
async function execute(page, operationId, status, schemes) {
  const block = page.locator(operation(operationId));
  const live = block.locator(".live-responses-table tr.response");
  if (await live.isVisible()) {
    await block.locator("button.btn-clear").click();
    await live.waitFor({ state: "detached" });
  }
  const sent = page.waitForRequest((request) => request.url().startsWith(base + contract.base));
  await block.locator("button.execute").click();
  assertCredentials(await (await sent).allHeaders(), operationId, schemes);
  await live.waitFor();
  const seen = (await live.locator(".response-col_status").innerText()).trim();
  await live.screenshot({ path: join(out, `${contract.choice} ${operationId}.png`) });
  assert.match(seen, new RegExp(`^${status}\\b`), `${operationId} shows ${seen}`);
  return JSON.parse(await live.locator(".response-col_description pre code").first().innerText());
}

/** The page sends the secrets of the operation's own schemes and no others. */
function assertCredentials(sent, operationId, schemes) {
  const { headers } = contract;
  const carrying = Object.keys(headers).filter((scheme) => headers[scheme] in sent);
  assert.deepEqual(carrying, schemes, `${operationId} carries the wrong credentials`);
}

function operation(operationId) {
  return `[id^="operations-"][id$="-${operationId}"]`;
}

function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
