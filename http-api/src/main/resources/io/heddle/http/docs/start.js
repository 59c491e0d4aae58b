// No validator badge: it would ask a foreign host.
window.ui = SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", validatorUrl: null, deepLinking: true });
