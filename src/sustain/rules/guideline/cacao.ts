// A guideline as a CACAO 2.0 playbook (OASIS, committee specification): checks in parallel, quorum, a person's decision, the move per kind
// of resolver, verification, and the way back. Branches end, and what comes after them is named by the step that opened them.
import { controlKinds } from '../../model/failover.ts'
import type { Guideline, Variant } from '../../model/guideline.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import { commandsFor } from './commands.ts'

export interface PlaybookAsked {
  variant: Variant
  /** A UUID for a name: the same name, the same UUID, so that the same guideline gives the same playbook. */
  uuid(name: string): string
  created: string
  modified: string
  /** Label of TLP 2.0. */
  tlp: 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' | 'RED'
  createdBy: { id: string; name: string }
}

/** Objects of the OASIS CACAO committee for the labels of TLP 2.0; other ids must not be used for them. */
const markings = {
  CLEAR: 'marking-tlp--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-tlp--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-tlp--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-tlp--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1',
} as const

type Step = Record<string, unknown> & { type: string; name: string }

interface Making {
  id(type: string, name: string): string
  workflow: Record<string, Step>
  it: Guideline
  asked: PlaybookAsked
  owner: string
  operator: string
  known: KnownResolvers
}

export function cacaoOf(it: Guideline, asked: PlaybookAsked, known: KnownResolvers): Record<string, unknown> {
  const id = (type: string, name: string) =>
    `${type}--${asked.uuid(`${it.id} ${it.version} ${asked.variant.id} ${name}`)}`
  const owner = id('group', 'owner')
  const operator = id('group', 'operator')
  const making: Making = { id, workflow: {}, it, asked, owner, operator, known }
  const start = build(making)
  return {
    ...{ type: 'playbook', spec_version: 'cacao-2.0', id: id('playbook', 'playbook') },
    name: `${it.title}: ${asked.variant.name}`.slice(0, 250),
    description: `${it.summary} ${asked.variant.when} Guideline ${it.id}, version ${it.version}. Commands are a proposal: look at each before it is carried out.`,
    ...{ playbook_types: ['mitigation', 'remediation'], playbook_activities: ['compose-content', 'deliver-content'] },
    ...{
      created_by: `identity--${asked.createdBy.id}`,
      created: asked.created,
      modified: asked.modified,
      revoked: false,
    },
    labels: ['dns', 'failover', 'union-based-resolver'],
    external_references: it.references.map(({ name, where }) => ({ name, description: where })),
    markings: [markings[asked.tlp]],
    playbook_variables: variables(it),
    ...{ workflow_start: start, workflow: making.workflow },
    agent_definitions: {
      [owner]: { type: 'group', name: it.decision.owner, description: it.decision.authority },
      [operator]: { type: 'group', name: 'Whoever runs the resolver' },
    },
    target_definitions: Object.fromEntries(
      asked.variant.controls.map((kind) => [
        id('group', `target ${kind}`),
        { type: 'group', name: `Resolvers of the kind ${kind}` },
      ]),
    ),
    data_marking_definitions: {
      [markings[asked.tlp]]: {
        ...{
          type: 'marking-tlp',
          id: markings[asked.tlp],
          created_by: 'identity--5abe695c-7bd5-4c31-8824-2528696cdbf1',
        },
        ...{ created: '2022-10-01T00:00:00.000Z', tlpv2_level: `TLP:${asked.tlp}` },
      },
    },
  }
}

function variables({ vantage: { quorum } }: Guideline): Record<string, unknown> {
  const one = (type: string, value: string, description: string, external = true) => ({
    type,
    value,
    description,
    constant: false,
    external,
  })
  return {
    __bad_vantages__: one('integer', '0', 'How many vantage points say that the usual resolver fails, is slow or lies'),
    __quorum_least__: {
      type: 'integer',
      value: String(quorum.least),
      description: `Of ${quorum.of}`,
      constant: true,
      external: false,
    },
    __decision__: one('string', 'wait', 'go or wait; set by the owner of the decision'),
    __control_kind__: one('string', controlKinds[0], 'Which kind of resolver is moved'),
    __verified__: one('bool', 'false', 'All questions were answered as they must be'),
    __usual_well__: one('bool', 'false', 'The usual resolver has been well for as long as is asked'),
  }
}

/** Built from the end to the start, as each step names what comes after it. Answers the id of the start. */
function build(making: Making): string {
  const { it, asked } = making
  const { hysteresis } = it.rollBack
  const done = put(making, 'end', 'Done', {})
  const told = act(
    making,
    'Tell those who must know',
    it.communication.map(({ whom, when, says }) => `${whom}, ${when}: ${says}`),
    done,
  )
  const returned = perControl(making, 'Go back', 'back', told)
  const wait = put(making, 'if-condition', 'Is the usual resolver well for long enough?', {
    description: `Well for ${hysteresis.wellSeconds} s, not before ${hysteresis.leastSeconds} s; first looked at after ${it.rollBack.firstLookSeconds} s. ${it.rollBack.criteria.join(' ')}`,
    condition: "__usual_well__:value = 'true'",
    on_true: returned,
    on_false: act(
      making,
      'Stay, and decide anew',
      [
        `By ${it.rollBack.decideAgainSeconds} s after the move ${it.decision.owner} decides whether it goes on. Then carry this playbook out again from here.`,
      ],
      told,
    ),
  })
  const stays = act(
    making,
    'Watch both resolvers',
    ['Go on asking the usual and the fallback from all vantage points; set __usual_well__.'],
    wait,
  )
  const verified = put(making, 'if-condition', 'Does it resolve?', {
    condition: "__verified__:value = 'true'",
    on_true: stays,
    on_false: perControl(making, 'Put back what was there', 'back', told),
  })
  const verify = perControl(making, 'Verify', 'verify', verified)
  const moved =
    asked.variant.moves === 'internal-only' ? keepInternal(making, verify) : perControl(making, 'Move', 'move', verify)
  const saved = perControl(making, 'Save what stands', 'save', moved)
  const decided = put(making, 'if-condition', 'Did the owner say go?', {
    condition: "__decision__:value = 'go'",
    on_true: saved,
    on_false: told,
  })
  const ask = act(
    making,
    'Ask for the decision',
    [
      `${it.decision.owner} (or ${it.decision.deputy}) decides within ${it.decision.answerMinutes} minutes. ${it.decision.authority}`,
      ...it.preconditions.map(({ says, shownBy }) => `Before: ${says} Shown by: ${shownBy}`),
      `Who sees the questions afterwards: ${it.privacy.seenBy}`,
    ],
    decided,
    making.owner,
  )
  const quorum = put(making, 'if-condition', 'Do enough vantage points agree?', {
    description: `At least ${it.vantage.quorum.least} of ${it.vantage.quorum.of}, for ${hysteresis.failingSeconds} s.`,
    condition: '__bad_vantages__:value >= __quorum_least__:value',
    on_true: ask,
    on_false: done,
  })
  const checks = put(making, 'parallel', 'Ask from every vantage point', {
    next_steps: it.vantage.points.map((point, at) => {
      const end = put(making, 'end', `Checked ${at + 1}`, {})
      return act(making, `Check from ${point.name}`, [`${point.where} ${questionsOf(it)}`], end)
    }),
    on_completion: quorum,
  })
  return put(making, 'start', 'Start', { on_completion: checks })
}

function questionsOf({ health }: Guideline): string {
  const asked = health.questions.map(({ name, type, expect }) => `${name} ${type} (${expect})`)
  const { mostFailed, mostSlow, slowMilliseconds, mostDisagreeing } = health.thresholds
  return `Every ${health.everySeconds} s ask ${asked.join(', ')}. Failing from ${mostFailed * 100} % without use, slow from ${mostSlow * 100} % over ${slowMilliseconds} ms, lying from ${mostDisagreeing * 100} % that stand alone. Add one to __bad_vantages__ if so.`
}

function keepInternal(making: Making, next: string): string {
  const zones = making.it.exclusions.map(({ zone, why }) => `${zone}: ${why}`)
  return act(making, 'See that internal names go on', zones.length > 0 ? zones : ['No zone is named.'], next)
}

/** One branch for each kind of resolver; a kind alone needs no switch. */
function perControl(making: Making, name: string, which: 'save' | 'move' | 'verify' | 'back', next: string): string {
  const { asked, it, known, id } = making
  const step = (kind: (typeof asked.variant.controls)[number], after: string) => {
    const commands = commandsFor(kind, it, asked.variant, known)
    const written = which === 'move' ? [commands.keep, commands.move] : [commands[which]]
    return put(making, 'action', `${name}: ${kind} (${next.slice(-12)})`, {
      name: `${name}: ${kind}`,
      commands: written.map((command) => ({ type: 'bash', command })),
      ...{ agent: making.operator, targets: [id('group', `target ${kind}`)], on_completion: after },
      ...(which === 'verify' ? { out_args: ['__verified__'] } : {}),
    })
  }
  const [only] = asked.variant.controls
  if (only && asked.variant.controls.length === 1) return step(only, next)
  const cases = asked.variant.controls.map((kind) => [
    kind,
    step(kind, put(making, 'end', `End of ${name}: ${kind} (${next.slice(-12)})`, {})),
  ])
  return put(making, 'switch-condition', `${name}, by the kind of resolver (${next.slice(-12)})`, {
    name: `${name}, by the kind of resolver`,
    ...{ switch: '__control_kind__:value', cases: Object.fromEntries(cases), on_completion: next },
  })
}

function act(making: Making, name: string, commands: readonly string[], next: string, agent = making.operator): string {
  const said = commands.length > 0 ? commands : ['Nothing is written down for this step.']
  return put(making, 'action', name, {
    commands: said.slice(0, 50).map((command) => ({ type: 'manual', command: command.slice(0, 7900) })),
    ...{ agent, on_completion: next },
  })
}

function put({ id, workflow }: Making, type: string, name: string, rest: Record<string, unknown>): string {
  const key = id(type, `${type} ${name}`)
  workflow[key] = { type, name, ...rest }
  return key
}
