package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** The API's description, made from the code at compile time, and a page to browse it. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Otklik",
            version = "v1",
            description =
                "Tickets, clients, staff and received mail. Additive within v1: fields and"
                    + " resources are added, never taken away. Ids are strings, instants are"
                    + " ISO 8601 in UTC, errors are problem details (RFC 9457).",
            license = @License(name = "Apache-2.0")),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
@Controller("/openapi")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
class ApiDescription {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>Otklik API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="/webjars/swagger-ui/5.30.0/swagger-ui.css">
      </head>
      <body>
        <div id="api"></div>
        <noscript>The description itself: <a href="/openapi/otklik.yml">otklik.yml</a></noscript>
        <script src="/webjars/swagger-ui/5.30.0/swagger-ui-bundle.js"></script>
        <script src="/assets/openapi.js"></script>
      </body>
      </html>
      """;

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page() {
    return HttpResponse.ok(PAGE);
  }
}
