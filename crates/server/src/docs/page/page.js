// Swagger UI over the contracts of this server, below whatever path a proxy gives it.
"use strict";

/** Where the server is: everything before this page's own path. */
const prefix = location.pathname.replace(/\/docs\/[^/]*$/, "");

/** What the server offers. The server writes the list into this file. */
const contracts = [];

/**
 * A contract as this page shows it. Its servers are below the proxy's path; and what may be left out
 * of a request is left empty, for an example that everybody sends would be one trace id for all, one
 * idempotency key for different requests, and a filter on every list.
 */
function shown(text) {
  const contract = JSON.parse(text);
  for (const server of contract.servers) {
    if (server.url.startsWith("/")) server.url = prefix + server.url;
  }
  const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
  const inline = operations.flatMap((operation) => operation.parameters ?? []);
  for (const parameter of [...Object.values(contract.components.parameters ?? {}), ...inline]) {
    if (!parameter.required) delete parameter.example;
  }
  return JSON.stringify(contract);
}

/** The dialog opens at its top, although Swagger UI puts the cursor into its last field. */
function atTop() {
  const content = document.querySelector(".dialog-ux .modal-ux-content");
  content?.querySelector("input")?.focus({ preventScroll: true });
  content?.scrollTo(0, 0);
}

/** What this page does otherwise than Swagger UI. */
function ownWays({ React }) {
  const icon = React.createElement("img", { src: "icon.svg", alt: "" });
  const showDefinitions = (original) => (definitions) => {
    const action = original(definitions);
    if (definitions) setTimeout(atTop);
    return action;
  };
  return {
    components: { Logo: () => React.createElement(React.Fragment, null, icon, "SovX") },
    statePlugins: { auth: { wrapActions: { showDefinitions } } },
  };
}

window.ui = SwaggerUIBundle({
  urls: contracts.map(({ name, path }) => ({ name, url: prefix + path })),
  dom_id: "#swagger-ui",
  layout: "StandaloneLayout",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [SwaggerUIBundle.plugins.DownloadUrl, ownWays],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  responseInterceptor: (response) => {
    const isContract = contracts.some(({ path }) => response.url.endsWith(prefix + path));
    if (isContract && response.ok) response.text = shown(response.text);
    return response;
  },
});
