// Under which domain somebody registered, near enough to tell providers apart: a person looks at each proposal.

/** Labels below which countries register names, as in example.co.uk. */
const registries = new Set(['ac', 'co', 'com', 'edu', 'go', 'gob', 'gouv', 'gov', 'gv', 'mil', 'net', 'or', 'org'])

/** "ns1.dns.example.co.uk" is of "example.co.uk"; null for a name of one label, and for what is no host name. */
export function organisationDomain(host: string): string | null {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) || labels.length < 2) return null
  const [second = '', top = ''] = labels.slice(-2)
  const wanted = top.length === 2 && registries.has(second) && labels.length > 2 ? 3 : 2
  return labels.slice(-wanted).join('.')
}

export function isHostName(text: string): boolean {
  return text.length <= 253 && organisationDomain(text) !== null && !/^[\d.]+$/.test(text)
}

/** The name and those above it, down to two labels: where name servers are looked for. */
export function zonesAbove(host: string, most = 8): string[] {
  const labels = host.replace(/\.$/, '').split('.')
  const zones = labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'))
  return zones.slice(0, most)
}
