// Records of ours as a MISP event, for a marking that the asker chooses; vocabularies as machine tags.
import type { InputOf } from '#kernel/contract.ts'
import { lacksJustification, markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { exportMisp as contract, exportMachineTags as tagsContract } from '../../api/translating-misp.ts'
import { within } from '../../rules/drafting/within.ts'
import { mispEvent } from '../../rules/translating/misp-event.ts'
import { readMachineTags } from '../../store/machine-tags.ts'
import type { ShareRoom } from '../room.ts'
import { digest } from './export-stix.ts'
import { gather } from './gather.ts'

export async function exportMisp(
  room: ShareRoom,
  input: InputOf<typeof contract>,
  call: Call,
): Promise<Reply<Download>> {
  const { crisis, title = null, published = false, marking: choice, ...chosen } = input
  const file = crisis ? await room.coordinate.crisisFile(call.view, crisis) : await gather(room, call.view, chosen)
  if (!file) return refuse('unknown', `No crisis with the id ${crisis} that you may read.`, '/crisis')
  const owner = file.crisis?.marking.owner ?? call.reader.organisation ?? room.journal.home
  const { owner: _owner, ...own } = file.crisis?.marking ?? { owner, tlp: 'AMBER+STRICT' as const }
  const marking = markingFrom(choice ?? own, owner, call.reader.person)
  if (lacksJustification(marking)) return refuse('marking-needs-reason', undefined, '/marking')
  const event = mispEvent(file, { marking, sha1: digest.sha1, title, published })
  if (!event) {
    const named = title !== null || within(file, marking).crisis !== null
    if (named) return refuse('nothing-to-tell', `Nothing of what you chose may be told at TLP:${marking.tlp}.`)
    return refuse('title-needed', `No title of the record may be told at TLP:${marking.tlp}.`, '/title')
  }
  const exercise = call.view.realm === 'live' ? '' : 'EXERCISE-'
  const name = `${exercise}misp.event.${String(event.uuid)}.json`
  return done({ name, type: 'application/json', bytes: Buffer.from(`${JSON.stringify({ Event: event }, null, 1)}\n`) })
}

export async function exportMachineTags({ namespace }: InputOf<typeof tagsContract>): Promise<Reply<Download>> {
  const tags = readMachineTags().get(namespace)
  if (!tags) return refuse('unknown', `There is no vocabulary ${namespace}.`, '/namespace')
  const bytes = Buffer.from(`${JSON.stringify(tags, null, 2)}\n`)
  return done({ name: `${namespace}-machinetag.json`, type: 'application/json', bytes })
}
