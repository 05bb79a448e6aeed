"use strict";
window.addEventListener("load", () => {
  SwaggerUIBundle({ url: "/openapi/otklik.yml", dom_id: "#api", deepLinking: true });
});
