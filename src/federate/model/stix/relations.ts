// Which relationship types the standard names between which types (section 4 and 6, collected in its appendix B).

const addresses = 'domain-name ipv4-addr ipv6-addr url'
const attacked = 'identity location vulnerability'
const means = 'attack-pattern infrastructure malware tool'

const table: Record<string, Record<string, string>> = {
  'attack-pattern': { delivers: 'malware', targets: attacked, uses: 'malware tool' },
  campaign: {
    ...{ 'attributed-to': 'intrusion-set threat-actor', compromises: 'infrastructure', 'originates-from': 'location' },
    ...{ targets: attacked, uses: means },
  },
  'course-of-action': {
    investigates: 'indicator',
    mitigates: 'attack-pattern indicator malware tool vulnerability',
    remediates: 'malware vulnerability',
  },
  identity: { 'located-at': 'location' },
  indicator: {
    indicates: 'attack-pattern campaign infrastructure intrusion-set malware threat-actor tool',
    'based-on': 'observed-data',
  },
  infrastructure: {
    'communicates-with': `infrastructure ${addresses}`,
    'consists-of': 'infrastructure observed-data sco',
    controls: 'infrastructure malware',
    ...{
      delivers: 'malware',
      has: 'vulnerability',
      hosts: 'tool malware',
      'located-at': 'location',
      uses: 'infrastructure',
    },
  },
  'intrusion-set': {
    ...{
      'attributed-to': 'threat-actor',
      compromises: 'infrastructure',
      hosts: 'infrastructure',
      owns: 'infrastructure',
    },
    ...{ 'originates-from': 'location', targets: attacked, uses: means },
  },
  malware: {
    'authored-by': 'threat-actor intrusion-set',
    ...{
      'beacons-to': 'infrastructure',
      'exfiltrates-to': 'infrastructure',
      'communicates-with': addresses,
      controls: 'malware',
    },
    ...{
      downloads: 'malware tool file',
      drops: 'malware tool file',
      exploits: 'vulnerability',
      'originates-from': 'location',
    },
    ...{ targets: `infrastructure ${attacked}`, uses: means, 'variant-of': 'malware' },
  },
  'malware-analysis': {
    ...{
      characterizes: 'malware',
      'analysis-of': 'malware',
      'static-analysis-of': 'malware',
      'dynamic-analysis-of': 'malware',
    },
  },
  'threat-actor': {
    ...{ 'attributed-to': 'identity', compromises: 'infrastructure', hosts: 'infrastructure', owns: 'infrastructure' },
    ...{ impersonates: 'identity', 'located-at': 'location', targets: attacked, uses: means },
  },
  tool: {
    ...{
      delivers: 'malware',
      drops: 'malware',
      has: 'vulnerability',
      targets: `infrastructure ${attacked}`,
      uses: 'infrastructure',
    },
  },
  'domain-name': { 'resolves-to': 'domain-name ipv4-addr ipv6-addr' },
  'ipv4-addr': { 'belongs-to': 'autonomous-system', 'resolves-to': 'mac-addr' },
  'ipv6-addr': { 'belongs-to': 'autonomous-system', 'resolves-to': 'mac-addr' },
  // Of the incident core extension.
  incident: {
    'led-to': 'incident',
    impacts: 'identity infrastructure',
    targets: 'identity infrastructure',
    'located-at': 'location',
    'attributed-to': 'intrusion-set threat-actor',
  },
}

/** By source type and relationship type: the target types, or classes. */
export const relations: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> = new Map(
  Object.entries(table).map(([source, types]) => [
    source,
    new Map(Object.entries(types).map(([type, targets]) => [type, new Set(targets.split(' '))] as const)),
  ]),
)
/** Between any two: the first two of them only between objects of one type. */
export const commonRelations: readonly string[] = ['derived-from', 'duplicate-of', 'related-to']
