// The duties of the framework, out of data/: obligations, kinds of notice, and the names of actors. Nobody works by lists that
// cannot be read, so these throw BadDataset with the place of the fault.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { BadDataset, checkDataset, readDataset } from '#platform/dataset.ts'
import { NoticeKinds } from '../../model/notice-kind.ts'
import { type Duty, DutyList } from '../../model/obligation.ts'
import { type FrameworkDuties, faultsOf, withOwn } from '../../rules/duties/check-data.ts'

const obligationsPath = 'coordinate/obligations.json'
const NamedActors = Type.Object({ actors: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) })

/** `dataDir` is the data folder of the node: obligations of one's own stand there under the same path as here under data/. */
export function readFrameworkDuties(dataDir: string): FrameworkDuties {
  const list = readDataset(DutyList, obligationsPath)
  const own = ownObligations(join(dataDir, 'data', obligationsPath))
  const { actors } = readDataset(NamedActors, 'coordinate/actors.json')
  const duties: FrameworkDuties = {
    version: list.version,
    note: list.note,
    obligations: withOwn(list.obligations, own),
    notices: readDataset(NoticeKinds, 'coordinate/notices.json'),
    actors: new Map(actors.map(({ id, name }) => [id, name])),
  }
  const [fault] = faultsOf(duties)
  if (fault) throw new BadDataset(`data/coordinate: ${fault} Correct it, or put the released file back.`)
  return duties
}

function ownObligations(file: string): Duty[] {
  if (!existsSync(file)) return []
  return checkDataset(DutyList, `${obligationsPath} (your own: ${file})`, readFileSync(file, 'utf8')).obligations
}
