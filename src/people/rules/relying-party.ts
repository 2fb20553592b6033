// Where passkeys work: on a host name under https, or on localhost (WebAuthn knows no IP addresses).

/** The relying party id for an origin, or undefined where a browser would refuse. */
export function relyingParty(origin: string): string | undefined {
  const { protocol, hostname } = new URL(origin)
  if (hostname === 'localhost') return hostname
  const bareAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  return protocol === 'https:' && !bareAddress ? hostname : undefined
}
