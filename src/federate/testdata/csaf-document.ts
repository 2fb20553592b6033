// A whole security advisory of CSAF 2.0, as large as it is asked to be. Made up: for tests and measurements.

export interface Wanted {
  id: string
  version?: string
  namespace?: string
  tlp?: 'WHITE' | 'GREEN' | 'AMBER' | 'RED'
  at: string
  /** Products, each in two versions: the first affected, the second fixed. */
  products?: number
  vulnerabilities?: number
}

const numbered = (count: number) => Array.from({ length: count }, (_none, at) => at + 1)

export function csafDocument({
  id,
  version = '1',
  namespace = 'https://example.org',
  tlp = 'WHITE',
  at,
  products = 1,
  vulnerabilities = 1,
}: Wanted): object {
  const whole = Number(version.split('.')[0])
  const history = numbered(Number.isInteger(whole) && whole > 0 ? whole : 1).map((number) => ({
    date: at,
    number: version.includes('.') ? `${number}.0.0` : `${number}`,
    summary: 'Words',
  }))
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      distribution: { tlp: { label: tlp } },
      lang: 'en',
      notes: [{ category: 'summary', text: 'A flaw was found.', title: 'Summary' }],
      publisher: { category: 'vendor', name: 'Example Company', namespace },
      references: [{ category: 'self', summary: 'This', url: `https://example.org/${id.toLowerCase()}.json` }],
      title: `Flaws in many products (${id})`,
      tracking: {
        ...{ current_release_date: at, id, initial_release_date: at },
        ...{ revision_history: history, status: 'final', version },
      },
    },
    product_tree: { branches: [{ category: 'vendor', name: 'Example Company', branches: branches(products) }] },
    vulnerabilities: numbered(vulnerabilities).map((number) => vulnerability(number, products)),
  }
}

function branches(count: number): object[] {
  return numbered(count).map((number) => ({
    category: 'product_name',
    name: `Product ${number}`,
    branches: ['4.1', '4.2'].map((name) => ({
      ...{ category: 'product_version', name },
      product: { name: `Example Company Product ${number} ${name}`, product_id: `P${number}-${name}` },
    })),
  }))
}

function vulnerability(number: number, products: number): object {
  const affected = numbered(products).map((one) => `P${one}-4.1`)
  return {
    cve: `CVE-2026-${1000 + number}`,
    notes: [{ category: 'description', text: 'Somebody can take it over. '.repeat(8).trim() }],
    product_status: { fixed: numbered(products).map((one) => `P${one}-4.2`), known_affected: affected },
    remediations: [{ category: 'vendor_fix', details: 'Update to 4.2.', product_ids: affected }],
    scores: [
      {
        cvss_v3: {
          ...{ baseScore: 9.8, baseSeverity: 'CRITICAL', version: '3.1' },
          vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        },
        products: affected,
      },
    ],
    title: `Take-over ${number}`,
  }
}
