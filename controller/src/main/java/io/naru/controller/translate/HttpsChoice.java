package io.naru.controller.translate;

/// When and how plain requests are sent to https (behaviour 7).
///
/// @param ifSecured on hosts that have a certificate
/// @param always on all hosts
/// @param keepTrailingSlash a final slash of the request URI stays in the target
/// @param namePort the target names the https port
public record HttpsChoice(
    boolean ifSecured, boolean always, boolean keepTrailingSlash, boolean namePort) {
  public static final HttpsChoice DEFAULT = new HttpsChoice(true, false, false, false);
  public static final HttpsChoice NEVER = new HttpsChoice(false, false, false, false);

  public boolean redirects(boolean hostIsSecured) {
    return always || ifSecured && hostIsSecured;
  }
}
