// Showing who plays where: to who directs the exercise, and to who may join one of another node.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { storyTime } from '#kernel/story-time.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../../api/joint.ts'
import type { ShownNode } from '../../api/joint.ts'
import { realmOf } from '../../model/exercise.ts'
import type { Joint, SeatedHere } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { silentSince } from '../../rules/joint/story.ts'
import { allJoints, allSeated } from '../../store/joint.ts'
import { scriptOf } from '../../store/scripts.ts'
import { findExercise, noSuch, organisationName } from '../desk.ts'
import { findScenario } from '../library.ts'
import { type ExerciseRoom, plannerOf, planningRealm, planningView } from '../room.ts'
import { hereOf, scriptHere } from './join.ts'

export async function showNodes(
  room: ExerciseRoom,
  { exercise: slug }: InputOf<typeof api.showNodes>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.showNodes>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  const { shared } = held.state
  const here = scenario.participants.map(({ id, name }) => ({ id, name }))
  if (!shared) return done({ part: 'alone', here, leader: null, silentSince: null, nodes: [] })
  await room.joints.reload()
  const now = room.clocks.now()
  const leads = shared.part === 'leads'
  const word = leads ? undefined : room.joints.word(shared)
  const since = word ? silentSince(word, now.getTime(), room.patience) : null
  const nodes = leads ? await nodesOf(room, room.joints.joint(shared), room.joints.seated(shared), scenario) : []
  return done({
    part: shared.part,
    here: named(scenario, shared.here),
    leader: leads ? null : { organisation: shared.leader, name: await organisationName(room, shared.leader) },
    silentSince: since === null ? null : instant(new Date(since)),
    nodes,
  })
}

const named = ({ participants }: Scenario, ids: readonly string[]) =>
  participants.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }))

async function nodesOf(
  room: ExerciseRoom,
  joint: Held<Joint> | undefined,
  seated: readonly Held<SeatedHere>[],
  scenario: Scenario,
): Promise<ShownNode[]> {
  if (!joint) return []
  const { places, slug } = joint.state
  const playing = places.map(({ organisation }) => organisation).filter((one) => one !== room.journal.home)
  const all = [...new Set([...playing, ...seated.map(({ marking }) => marking.owner)])]
  const notTold = await whyNotTold(room, joint)
  const now = room.clocks.now()
  const leader = room.clocks.in(realmOf({ slug })).getTime()
  return Promise.all(
    all.map(async (organisation): Promise<ShownNode> => {
      const said = seated.find(({ marking }) => marking.owner === organisation)
      const at = said?.state.at ? storyTime(said.state.at, now).getTime() : null
      const participants = places.filter((one) => one.organisation === organisation).map((one) => one.participant)
      return {
        ...{ organisation, name: await organisationName(room, organisation) },
        participants: named(scenario, participants),
        state: stateOf(room, said, joint, now.getTime()),
        notTold: notTold(organisation),
        heardAt: said?.since ?? null,
        storyAt: at === null ? null : instant(new Date(at)),
        behindSeconds: at === null ? null : Math.round((leader - at) / 1_000),
        because: said?.state.because ?? null,
        standings: (said?.state.standings ?? []).map(({ expected, state, at: when }) => ({
          ...{ id: expected, title: scenario.expected.find(({ id }) => id === expected)?.title ?? expected },
          ...{ state, at: when },
        })),
        objectives: (said?.state.objectives ?? []).map((score) => ({
          ...score,
          title: scenario.objectives.find(({ id }) => id === score.objective)?.title ?? score.objective,
        })),
      }
    }),
  )
}

function stateOf(
  { patience }: ExerciseRoom,
  said: Held<SeatedHere> | undefined,
  { state: { story } }: Held<Joint>,
  now: number,
): ShownNode['state'] {
  if (!said) return 'invited'
  if (said.state.state !== 'joined') return said.state.state
  const goesOn = story.state === 'running' || story.state === 'paused'
  return goesOn && now - Date.parse(said.since) > patience.silentAfterMs ? 'silent' : 'here'
}

/** By the agreements in force now: what is told to whom, and to whom it is not. */
async function whyNotTold(room: ExerciseRoom, joint: Held<Joint>): Promise<(organisation: Id) => string[]> {
  const [verdicts, peers] = await Promise.all([
    room.federate.terms.whereTo(joint, planningRealm),
    room.federate.trust.peers(),
  ])
  return (organisation) => {
    const theirs = peers.filter(({ state }) => state.organisation === organisation).map(({ id }) => id)
    if (theirs.length === 0) return ['Its node is no peer of this one.']
    const judged = verdicts.filter(({ peer }) => theirs.includes(peer))
    if (judged.some(({ flows }) => flows)) return []
    const because = judged.flatMap((one) => one.because)
    return because.length > 0 ? because : ['No agreement is in force.']
  }
}

export async function listJointExercises(
  room: ExerciseRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listJointExercises>>> {
  const joints = await allJoints(room.journal, plannerOf(call).view)
  const seated = await allSeated(room.journal, planningView(room))
  const joined = new Set(seated.filter(({ origin }) => !origin).map(({ state }) => state.joint))
  const theirs = joints.filter(
    ({ id, origin, state }) => origin && (joined.has(id) || hereOf(room, state.places).length > 0),
  )
  const items = await Promise.all(
    theirs.map(async ({ id, state: { slug, name, scenario, places, story }, marking }) => {
      const { digest: _digest, ...shown } = scenario
      const found = await findScenario(room, scenario.ref)
      const script = scriptHere(found, scenario)
      const here = hereOf(room, places)
      return {
        ...{ invitation: id, slug, name, scenario: shown, state: story.state, script, joined: joined.has(id) },
        participants:
          script === 'same' && found ? named(found.scenario, here) : here.map((one) => ({ id: one, name: one })),
        leader: await organisationName(room, marking.owner),
      }
    }),
  )
  return done({ items })
}
