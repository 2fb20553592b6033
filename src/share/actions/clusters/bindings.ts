// Joins the contracts of clusters and of the forum to their actions, and hears how mails to authorities ended.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import * as api from '../../api/clusters.ts'
import * as forumApi from '../../api/forum.ts'
import { readForum } from '../../store/clusters/forum.ts'
import { readMarks } from '../../store/handling/data.ts'
import type { ShareRoom } from '../room.ts'
import { guarded } from '../taxonomy/guarded.ts'
import * as arrangements from './arrangements.ts'
import { catchUpAll } from './catch-up.ts'
import * as clusters from './clusters.ts'
import * as forum from './forum.ts'
import * as members from './members.ts'
import * as posts from './posts.ts'

/** Throws BadDataset where data/share/forum.json cannot be used. */
export function clusterBindings(room: ShareRoom): Binding[] {
  const forumRoom = { ...room, forum: readForum() }
  room.outbox.onEnded(arrangements.arrangementOrigin, (delivery) => arrangements.noteArrangement(room, delivery))
  return guarded(readMarks(), [
    bind(api.openCluster, (input, call) => clusters.openCluster(room, input, call)),
    bind(api.listClusters, (input, call) => clusters.listClusters(room, input, call)),
    bind(api.getCluster, (input, call) => clusters.getCluster(room, input, call)),
    bind(api.editCluster, (input, call) => clusters.editCluster(room, input, call)),
    bind(api.endCluster, (input, call) => clusters.endCluster(room, input, call)),
    bind(api.inviteToCluster, (input, call) => members.inviteToCluster(room, input, call)),
    bind(api.answerInvitation, (input, call) => members.answerInvitation(room, input, call)),
    bind(api.leaveCluster, (input, call) => members.leaveCluster(room, input, call)),
    bind(api.removeFromCluster, (input, call) => members.removeFromCluster(room, input, call)),
    bind(api.postInCluster, (input, call) => posts.postInCluster(room, input, call)),
    bind(api.listClusterPosts, (input, call) => posts.listClusterPosts(room, input, call)),
    bind(api.withdrawPost, (input, call) => posts.withdrawPost(room, input, call)),
    bind(api.listArrangementNotices, (input, call) => arrangements.listArrangementNotices(room, input, call)),
    bind(api.tellOfArrangement, (input, call) => arrangements.tellOfArrangement(room, input, call)),
    bind(api.receiptOfArrangement, (input, call) => arrangements.receiptOfArrangement(room, input, call)),
    bind(api.dropArrangementNotice, (input, call) => arrangements.dropArrangementNotice(room, input, call)),
    bind(forumApi.proposePractice, (input, call) => forum.proposePractice(forumRoom, input, call)),
    bind(forumApi.listPractices, (input, call) => forum.listPractices(forumRoom, input, call)),
    bind(forumApi.getPractice, (input, call) => forum.getPractice(forumRoom, input, call)),
    bind(forumApi.editPractice, (input, call) => forum.editPractice(forumRoom, input, call)),
    bind(forumApi.movePractice, (input, call) => forum.movePractice(forumRoom, input, call)),
    bind(forumApi.sayPracticeUse, (input, call) => forum.sayPracticeUse(forumRoom, input, call)),
  ])
}

export function clusterJobs(room: ShareRoom): Job[] {
  return [{ name: 'share-memberships', everySeconds: 60, run: () => catchUpAll(room) }]
}
