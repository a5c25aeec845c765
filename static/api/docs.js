/* Draws the OpenAPI document and sends what is tried with the token given under "Authorize". */
const place = document.querySelector("#docs");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
