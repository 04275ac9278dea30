package io.naru.tls.select;

import io.naru.tls.material.ServerName;
import java.util.HashMap;
import java.util.Map;

/**
 * Which certificates a server name gets (behaviour 24).
 *
 * @param byName exact names and one-label wildcards ({@code *.example.com}), as {@link
 *     ServerName#normal} spells them
 * @param fallback what every other name gets, and a client that names none
 */
public record CertificateTable(Map<String, CertificateSet> byName, CertificateSet fallback) {

  public CertificateTable {
    byName = Map.copyOf(byName);
    byName.keySet().forEach(CertificateTable::requireNormal);
  }

  public static CertificateTable of(CertificateSet fallback) {
    return new CertificateTable(Map.of(), fallback);
  }

  /**
   * Exact name, then the wildcard of its first label, then the fallback.
   *
   * @param serverName as the client sent it; empty if it sent none
   */
  public CertificateSet lookup(String serverName) {
    String name = ServerName.normal(serverName);
    CertificateSet exact = byName.get(name);
    return exact != null ? exact : byName.getOrDefault(ServerName.wildcard(name), fallback);
  }

  /** This table with a name set or replaced. Copies the index, no certificate. */
  public CertificateTable with(String name, CertificateSet certificates) {
    Map<String, CertificateSet> changed = new HashMap<>(byName);
    changed.put(ServerName.normal(name), certificates);
    return new CertificateTable(changed, fallback);
  }

  /** This table without a name, which then falls to its wildcard or the fallback. */
  public CertificateTable without(String name) {
    Map<String, CertificateSet> changed = new HashMap<>(byName);
    changed.remove(ServerName.normal(name));
    return new CertificateTable(changed, fallback);
  }

  private static void requireNormal(String name) {
    if (name.isEmpty() || !name.equals(ServerName.normal(name))) {
      throw new IllegalArgumentException("not a server name in its one spelling: '" + name + "'");
    }
  }
}
