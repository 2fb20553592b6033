// A made-up vocabulary of the size and shape of MITRE ATT&CK: tactics, techniques with long descriptions, groups, software, relationships.

type Made = Record<string, unknown>

const at = '2026-03-10T09:45:00.000Z'
const words =
  'adversaries may use this way to reach systems of others and to stay there without being seen by those who run them'.split(
    ' ',
  )
const prose = (n: number, length: number) =>
  Array.from({ length }, (_one, i) => words[(n * 7 + i * 3) % words.length]).join(' ')

/** `salt` makes the ids of one round others than those of the next. */
export function madeVocabulary(salt: number): { objects: Made[]; techniques: number } {
  const uuid = (n: number) =>
    `${(salt + 1).toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
  let next = 0
  const identity = `identity--${uuid(next++)}`
  const statement = `marking-definition--${uuid(next++)}`
  const make = (type: string, external: string | null, more: Made): Made => ({
    ...{
      type,
      spec_version: '2.1',
      id: `${type}--${uuid(next++)}`,
      created_by_ref: identity,
      created: at,
      modified: at,
    },
    object_marking_refs: [statement],
    ...(external
      ? {
          external_references: [
            { source_name: 'own-vocabulary', external_id: external, url: `https://example.org/${external}` },
            ...[1, 2, 3].map((n) => ({
              source_name: `Paper ${external} ${n}`,
              description: prose(n, 12),
              url: `https://example.org/p/${external}/${n}`,
            })),
          ],
        }
      : {}),
    x_mitre_version: '1.0',
    x_mitre_domains: ['enterprise-attack'],
    x_mitre_attack_spec_version: '3.2.0',
    ...more,
  })
  const times = (count: number, one: (n: number) => Made) => Array.from({ length: count }, (_one, n) => one(n))
  const tactics = times(14, (n) =>
    make('x-mitre-tactic', `TA${1000 + n}`, {
      name: `Tactic ${n}`,
      description: prose(n, 60),
      x_mitre_shortname: `tactic-${n}`,
    }),
  )
  const techniques = times(640, (n) =>
    make('attack-pattern', n % 3 === 0 ? `T${1000 + n}` : `T${1000 + n - (n % 3)}.00${n % 3}`, {
      ...{ name: `Technique ${n} ${prose(n, 3)}`, description: prose(n, 220), x_mitre_detection: prose(n + 1, 80) },
      kill_chain_phases: [{ kill_chain_name: 'own-attack', phase_name: `tactic-${n % 14}` }],
      ...{
        x_mitre_is_subtechnique: n % 3 !== 0,
        x_mitre_platforms: ['Linux', 'Windows', 'macOS'],
        x_mitre_deprecated: n % 50 === 0,
      },
      ...(n % 60 === 1 ? { revoked: true } : {}),
    }),
  )
  const groups = times(140, (n) =>
    make('intrusion-set', `G${1000 + n}`, {
      name: `Group ${n}`,
      description: prose(n, 120),
      aliases: [`Group ${n}`, `Set ${n}`],
    }),
  )
  const software = times(380, (n) =>
    make('malware', `S${1000 + n}`, { name: `Software ${n}`, description: prose(n, 90), is_family: true }),
  )
  const mitigations = times(44, (n) =>
    make('course-of-action', `M${1000 + n}`, { name: `Mitigation ${n}`, description: prose(n, 60) }),
  )
  const idOf = (list: Made[], n: number) => list[n % list.length]?.id
  const relationships = times(606, (n) =>
    make('relationship', null, {
      relationship_type: n % 2 === 0 ? 'uses' : 'mitigates',
      source_ref: n % 2 === 0 ? idOf(groups, n) : idOf(mitigations, n),
      target_ref: idOf(techniques, n * 5),
      description: prose(n, 30),
    }),
  )
  const head = [
    {
      type: 'identity',
      spec_version: '2.1',
      id: identity,
      created: at,
      modified: at,
      name: 'Own vocabulary',
      identity_class: 'organization',
    },
    {
      type: 'marking-definition',
      spec_version: '2.1',
      id: statement,
      created: at,
      definition_type: 'statement',
      definition: { statement: 'Terms' },
    },
  ]
  return {
    objects: [...head, ...tactics, ...techniques, ...groups, ...software, ...mitigations, ...relationships],
    techniques: techniques.length,
  }
}
