/** Shows Swagger UI with the sandbox's document and key, and beside it the sandbox's state. */
import { startPanel } from "./panel.js";
import { VideoResponsePlugin } from "./video-response.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

function applyTheme() {
  // The class that the style sheet of Swagger UI knows.
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

async function showApi(apiKey) {
  const api = await (await fetch("openapi.json")).json();
  const [scheme] = Object.keys(api.components.securitySchemes);
  const ui = SwaggerUIBundle({
    spec: api,
    dom_id: "#api",
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    plugins: [VideoResponsePlugin],
    tryItOutEnabled: true,
    // Otherwise Swagger UI sends the document to a host on the internet.
    validatorUrl: null,
    onComplete: () => ui.preauthorizeApiKey(scheme, apiKey),
  });
}

dark.addEventListener("change", applyTheme);
applyTheme();
const { apiKey } = await startPanel();
await showApi(apiKey);
