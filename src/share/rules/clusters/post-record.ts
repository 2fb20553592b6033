// What was said in a cluster, as a record of the organisation that said it.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { ClusterPost } from '../../model/cluster.ts'

const state = ClusterPost.properties

export const postRecord = recordKind({
  name: 'share.clusterPost',
  state: ClusterPost,
  kinds: {
    'share.clusterPosted': opening(
      Type.Object(
        {
          cluster: state.cluster,
          organisation: state.organisation,
          name: state.name,
          text: state.text,
          replyTo: state.replyTo,
          records: state.records,
        },
        closed,
      ),
      (given, { actor, recordedAt }): ClusterPost => ({ ...given, by: actor, at: recordedAt, withdrawn: null }),
    ),
    'share.clusterPostWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (before: ClusterPost, { reason }, { actor, recordedAt }): ClusterPost => ({
        ...before,
        withdrawn: { by: actor, at: recordedAt, reason },
      }),
    ),
  },
  index: ({ text, name }) => ({ title: `${name}: ${text.slice(0, 80)}`, words: text }),
})
