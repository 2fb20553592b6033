// security.txt (RFC 9116): reading the addresses of provider-metadata.json out of one, and writing our own.

/** What the CSAF fields name, in their order, whether or not the text is signed. */
export function csafIn(text: string): string[] {
  const lines = text.slice(0, 100_000).split(/\r?\n/, 1000)
  return lines.flatMap((line) => {
    const found = /^CSAF:\s*(\S{1,1000})\s*$/i.exec(line)
    return found?.[1] ? [found[1]] : []
  })
}

export interface SecurityText {
  /** mailto:, https: or tel: addresses; the standard asks for one. */
  contacts: readonly string[]
  expires: string
  encryption: string | null
  policy: string | null
  languages: string | null
  csaf: readonly string[]
  canonical: string
}

export function securityText({
  contacts,
  expires,
  encryption,
  policy,
  languages,
  csaf,
  canonical,
}: SecurityText): string {
  const field = (name: string, value: string | null) => (value === null ? [] : [`${name}: ${value}`])
  const lines = [
    ...contacts.flatMap((contact) => field('Contact', contact)),
    ...field('Expires', expires),
    ...field('Encryption', encryption),
    ...field('Policy', policy),
    ...field('Preferred-Languages', languages),
    ...field('Canonical', canonical),
    ...csaf.flatMap((url) => field('CSAF', url)),
  ]
  return `${lines.join('\n')}\n`
}
