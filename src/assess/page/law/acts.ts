// The acts by the short names that the law's files use, as people say them; and where a fact stands, in words.

const acts: Record<string, string> = {
  nis2: 'NIS2',
  'nis2-ir': 'NIS2 Implementing Regulation (EU) 2024/2690',
  dora: 'DORA',
  'dora-rts-classification': 'DORA, Delegated Regulation (EU) 2024/1772',
  'dora-rts-reporting': 'DORA, Delegated Regulation (EU) 2025/301',
  eidas: 'eIDAS',
  'eidas-wallet-ir': 'eIDAS, Implementing Regulation (EU) 2025/847',
  cra: 'Cyber Resilience Act',
  gdpr: 'GDPR',
  led: 'Law Enforcement Directive',
  eudpr: 'Regulation (EU) 2018/1725',
  'eui-cyber': 'Regulation (EU, Euratom) 2023/2841',
  'eprivacy-reg': 'Regulation (EU) No 611/2013',
  nccs: 'Electricity network code on cybersecurity',
  cer: 'CER Directive',
  'part-is': 'Part-IS',
  'ai-act': 'AI Act',
  psd2: 'PSD2',
  'cyber-blueprint': 'Cyber Blueprint',
  'cyber-solidarity': 'Cyber Solidarity Act',
}

export function actWord(act: string): string {
  return acts[act] ?? act
}

/** `cra Art. 2` as `Cyber Resilience Act, Art. 2`; what begins with no act that is known stays as it is. */
export function basisWord(basis: string | undefined): string {
  if (!basis) return ''
  const [act = '', ...rest] = basis.split(' ')
  return acts[act] && rest.length > 0 ? `${acts[act]}, ${rest.join(' ')}` : basis
}

/** Under which heading an entity type stands: the most special act that names it. */
export function headingOf(acts: readonly string[]): string {
  return acts.includes('nis2-ir') ? 'nis2-ir' : (acts[0] ?? '')
}

/** Whether a fact of an act is worth asking whom these acts name: DORA's of a bank, not of a hospital. */
export function concernsOneOf(basis: string | undefined, named: ReadonlySet<string>): boolean {
  const act = (basis ?? '').split(' ')[0] ?? ''
  const base = act.startsWith('dora') ? 'dora' : act
  return base === '' || named.has(base)
}
