package org.otklik.helpdesk.access;

/** What anybody may fetch; {@code application.yml} lets them through. */
final class OpenPaths {
  static final String SIGN_IN = "/sign-in";

  private OpenPaths() {}

  /** Files that come with the program: nobody asks who fetches them. */
  static boolean isFile(String path) {
    return path.startsWith("/assets/") || path.startsWith("/webjars/");
  }

  static boolean isApiDescription(String path) {
    return path.equals("/openapi") || path.startsWith("/openapi/");
  }

  static boolean isApi(String path) {
    return path.startsWith("/api/");
  }
}
