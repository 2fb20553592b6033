// The two records of an exercise on several nodes, in the realm live: what the leader tells, and what each other node says of itself.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Joint, SeatedHere } from '../../model/joint.ts'

const closed = { additionalProperties: false } as const

export const jointRecord = recordKind({
  name: 'exercise.joint',
  state: Joint,
  kinds: {
    'exercise.nodesInvited': opening(Joint, (body) => body),
    'exercise.placesChanged': change(
      Type.Pick(Joint, ['places'], closed),
      (state: Joint, body): Joint => ({ ...state, ...body }),
    ),
    'exercise.storyTold': change(
      Type.Pick(Joint, ['story'], closed),
      (state: Joint, body): Joint => ({ ...state, ...body }),
    ),
    'exercise.standingsTold': change(
      Type.Pick(Joint, ['settled', 'chosen', 'skipped'], closed),
      (state: Joint, body): Joint => ({ ...state, ...body }),
    ),
  },
  index: ({ name, slug }) => ({ title: `EXERCISE ${name}`, words: slug }),
})

export const seatedHereRecord = recordKind({
  name: 'exercise.seatedHere',
  state: SeatedHere,
  kinds: {
    'exercise.joined': opening(SeatedHere, (body) => body),
    'exercise.hereTold': change(
      Type.Omit(SeatedHere, ['joint', 'slug'], closed),
      (state: SeatedHere, body): SeatedHere => ({ ...state, ...body }),
    ),
  },
  index: ({ slug }) => ({ title: `EXERCISE ${slug}: a node`, words: slug }),
})
