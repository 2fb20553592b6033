// The domain objects (section 4): what somebody says of attackers, victims, means and events.
import * as is from './parts.ts'

const { maybe, list, text, open, timestamp, identifier } = is
const named = { name: text, description: maybe(text) }
const alias = { aliases: maybe(list(text)) }
const phases = { kill_chain_phases: maybe(is.killChainPhases) }
const seen = { first_seen: maybe(timestamp), last_seen: maybe(timestamp) }
const driven = {
  goals: maybe(list(text)),
  resource_level: maybe(open('attack-resource-level-ov')),
  primary_motivation: maybe(open('attack-motivation-ov')),
  secondary_motivations: maybe(list(open('attack-motivation-ov'))),
}
const about = list(identifier())

export const domainObjects = {
  'attack-pattern': { section: '4.1', properties: { ...named, ...alias, ...phases } },
  campaign: { section: '4.2', properties: { ...named, ...alias, ...seen, objective: maybe(text) } },
  'course-of-action': { section: '4.3', properties: named },
  grouping: {
    section: '4.4',
    properties: {
      name: maybe(text),
      description: maybe(text),
      context: open('grouping-context-ov'),
      object_refs: about,
    },
  },
  identity: {
    section: '4.5',
    properties: {
      ...named,
      roles: maybe(list(text)),
      identity_class: maybe(open('identity-class-ov')),
      sectors: maybe(list(open('industry-sector-ov'))),
      contact_information: maybe(text),
    },
  },
  incident: { section: '4.6', properties: named },
  indicator: {
    section: '4.7',
    properties: {
      name: maybe(text),
      description: maybe(text),
      indicator_types: maybe(list(open('indicator-type-ov'))),
      pattern: text,
      pattern_type: open('pattern-type-ov'),
      pattern_version: maybe(text),
      valid_from: timestamp,
      valid_until: maybe(timestamp),
      ...phases,
    },
  },
  infrastructure: {
    section: '4.8',
    properties: {
      ...named,
      infrastructure_types: maybe(list(open('infrastructure-type-ov'))),
      ...{ ...alias, ...phases, ...seen },
    },
  },
  'intrusion-set': { section: '4.9', properties: { ...named, ...alias, ...seen, ...driven } },
  location: {
    section: '4.10',
    properties: {
      name: maybe(text),
      description: maybe(text),
      latitude: maybe(is.degrees(90)),
      longitude: maybe(is.degrees(180)),
      precision: maybe(is.number),
      region: maybe(open('region-ov')),
      country: maybe({ ...text, rule: 'country' as const }),
      administrative_area: maybe(text),
      city: maybe(text),
      street_address: maybe(text),
      postal_code: maybe(text),
    },
  },
  malware: {
    section: '4.11',
    properties: {
      name: maybe(text),
      description: maybe(text),
      malware_types: maybe(list(open('malware-type-ov'))),
      is_family: is.flag,
      ...{ ...alias, ...phases, ...seen },
      operating_system_refs: maybe(list(identifier('software'))),
      architecture_execution_envs: maybe(list(open('processor-architecture-ov'))),
      implementation_languages: maybe(list(open('implementation-language-ov'))),
      capabilities: maybe(list(open('malware-capabilities-ov'))),
      sample_refs: maybe(list(identifier('artifact', 'file'))),
    },
  },
  'malware-analysis': {
    section: '4.12',
    properties: {
      product: text,
      version: maybe(text),
      host_vm_ref: maybe(identifier('software')),
      operating_system_ref: maybe(identifier('software')),
      installed_software_refs: maybe(list(identifier('software'))),
      configuration_version: maybe(text),
      modules: maybe(list(text)),
      analysis_engine_version: maybe(text),
      analysis_definition_version: maybe(text),
      submitted: maybe(timestamp),
      analysis_started: maybe(timestamp),
      analysis_ended: maybe(timestamp),
      result_name: maybe(text),
      result: maybe(open('malware-result-ov')),
      analysis_sco_refs: maybe(list(identifier('sco'))),
      sample_ref: maybe(identifier('artifact', 'file', 'network-traffic')),
    },
  },
  note: {
    section: '4.13',
    properties: { abstract: maybe(text), content: text, authors: maybe(list(text)), object_refs: about },
  },
  'observed-data': {
    section: '4.14',
    properties: {
      first_observed: timestamp,
      last_observed: timestamp,
      number_observed: is.within(1, 999_999_999, '4.14.1'),
      objects: maybe(is.dictionary(is.object('4.14.1', { type: text }))),
      object_refs: maybe(list(identifier('sco', 'sro'))),
    },
  },
  opinion: {
    section: '4.15',
    properties: {
      explanation: maybe(text),
      authors: maybe(list(text)),
      opinion: is.closed('opinion-enum'),
      object_refs: about,
    },
  },
  report: {
    section: '4.16',
    properties: {
      ...named,
      report_types: maybe(list(open('report-type-ov'))),
      published: timestamp,
      object_refs: about,
    },
  },
  'threat-actor': {
    section: '4.17',
    properties: {
      ...named,
      threat_actor_types: maybe(list(open('threat-actor-type-ov'))),
      ...{ ...alias, ...seen },
      roles: maybe(list(open('threat-actor-role-ov'))),
      sophistication: maybe(open('threat-actor-sophistication-ov')),
      ...driven,
      personal_motivations: maybe(list(open('attack-motivation-ov'))),
    },
  },
  tool: {
    section: '4.18',
    properties: {
      ...named,
      tool_types: maybe(list(open('tool-type-ov'))),
      ...{ ...alias, ...phases },
      tool_version: maybe(text),
    },
  },
  vulnerability: { section: '4.19', properties: named },
} as const
