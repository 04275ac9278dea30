package io.naru.tls.material;

/**
 * The kinds of server key that can be served, what costs us most first; a name may have one
 * certificate of each.
 */
public enum KeyKind {
  RSA,
  EC,
  ED25519
}
