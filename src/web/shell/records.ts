// Where the page of a record is, and what the record is called.
import { useNavigate } from '@tanstack/react-router'
import { say } from '../say.ts'

export interface Pointer {
  id: string
  record: string
  /** The incident that it is a part of. */
  incident?: string | null
}

const words: Record<string, string> = {
  'assess.incident': 'Incident',
  'assess.report': 'Report by an operator',
  'assess.task': 'Task',
  'assess.note': 'Note',
  'assess.evidence': 'Evidence',
  'assess.assessment': 'Assessment by law',
  'assess.duty': 'Clock of a report',
  'assess.dutyReport': 'Report by law',
  'assess.entity': 'Organisation by law',
  'coordinate.crisis': 'Crisis',
  'coordinate.ladder': 'Ladder',
  'coordinate.decision': 'Decision',
  'coordinate.notice': 'Notice',
  'coordinate.obligation': 'Obligation',
  'disrupt.request': 'Request for data or a measure',
  'disrupt.restriction': 'Restriction of a service',
  'recover.standDown': 'Stand-down',
  'recover.measure': 'Measure of a crisis',
  'recover.goal': 'Recovery goal',
  'recover.breach': 'Breach of an entity',
  'recover.followUp': 'Follow-up',
  'recover.review': 'Incident review',
  'recover.reserveUse': 'Use of the Reserve',
  'recover.lesson': 'Lesson',
  'share.product': 'Report or other product',
  'share.productOrigin': 'What a product was taken from',
  'share.release': 'Release to more readers',
  'share.guideline': 'Handling guideline',
  'sustain.part': 'Part of the map',
  'sustain.plan': 'Plan for a failover',
  'sustain.failover': 'Failover',
  'sense.target': 'Target',
  'sense.sensor': 'Sensor',
  'sense.attack': 'Attack',
  'sense.observation': 'Observation',
  'sustain.dnsUse': 'Resolvers of a network',
  'sustain.guideline': 'Failover guideline',
  'watch.item': 'Item',
  'watch.source': 'Feed',
  'watch.document': 'Text of an item',
  'watch.story': 'Story',
  'watch.claim': 'Claim',
  'watch.question': 'Board',
  'watch.followUp': 'Promise',
  'coordinate.task': 'Task',
  'coordinate.rota': 'Duty rota',
  'coordinate.callOut': 'Call-out',
  'share.taxonomy': 'Version of the taxonomy',
  'share.taxonomyMapping': 'Mapping of the taxonomy',
  'share.taxonomyProposal': 'Proposal for the taxonomy',
  'share.voice': 'Comment',
  'share.cluster': 'Cluster',
  'share.membership': 'Membership of a cluster',
  'share.clusterPost': 'Word in a cluster',
  'share.practice': 'Practice of the forum',
  'share.practiceUse': 'Use of a practice',
  'federate.peer': 'Peer',
  'federate.ownCard': 'Own card',
  'federate.agreement': 'Agreement',
  'federate.handRelease': 'Release by hand',
  'federate.collection': 'Collection of objects',
  'federate.intake': 'What came in from others',
  'federate.network': 'Networks of an organisation',
  'federate.removal': 'Removed object',
  'federate.response': 'Response',
  'federate.advisory': 'Security advisory',
  'federate.issuedAdvisory': 'Advisory of our own',
  'federate.product': 'Product in use',
  'federate.provider': 'Provider of advisories',
  'federate.playbook': 'Playbook',
  'federate.mispEvent': 'MISP event',
  'federate.mispRemark': 'What is said about a MISP event',
  'federate.playbookSigner': 'Key that signs playbooks',
  'exercise.scenario': 'Scenario',
  'exercise.exercise': 'Exercise',
  'exercise.delivery': 'What an exercise carried out',
  'exercise.qualityForm': 'Form of an evaluator',
  'exercise.improvement': 'Improvement',
  'exercise.naming': 'Agreement to be named',
  'sustain.watchedService': 'Watched service',
  'sustain.reachFinding': 'Finding about a service',
  'sustain.vantageHour': 'What a vantage point saw',
  'people.person': 'Person',
  'people.organisation': 'Organisation',
}

export function recordWord(record: string): string {
  return say(words[record] ?? record)
}

const tabs: Record<string, string> = { 'assess.task': 'tasks', 'assess.note': 'notes', 'assess.evidence': 'evidence' }

/** Path and choices of the page that shows a record; undefined where none does. */
export function pathOf(it: Pointer): { path: string; tab?: string } | undefined {
  if (it.record === 'assess.incident') return { path: `/incidents/${it.id}` }
  if (it.record === 'assess.assessment') return { path: `/assess/${it.id}` }
  if (it.record === 'assess.dutyReport') return { path: `/duty-reports/${it.id}` }
  if (it.record === 'assess.duty') return { path: '/clocks' }
  if (it.incident) {
    const tab = tabs[it.record]
    return { path: `/incidents/${it.incident}`, ...(tab ? { tab } : {}) }
  }
  if (it.record === 'assess.report') return { path: '/incidents', tab: 'reports' }
  if (it.record === 'coordinate.task') return { path: `/tasks/${it.id}` }
  if (it.record === 'coordinate.callOut') return { path: `/call-outs/${it.id}` }
  if (it.record === 'coordinate.rota') return { path: '/rota' }
  if (it.record === 'coordinate.crisis') return { path: `/crises/${it.id}` }
  if (it.record === 'coordinate.decision') return { path: `/decisions/${it.id}` }
  if (it.record === 'coordinate.notice') return { path: `/notices/${it.id}` }
  if (it.record === 'coordinate.obligation') return { path: '/duties' }
  if (it.record === 'share.product') return { path: `/products/${it.id}` }
  if (it.record === 'share.release' || it.record === 'share.guideline') return { path: '/handling' }
  if (it.record === 'sustain.part') return { path: `/sustain/parts/${it.id}` }
  if (it.record === 'sense.target') return { path: `/sense/targets/${it.id}` }
  if (it.record === 'sense.attack') return { path: `/sense/attacks/${it.id}` }
  if (it.record === 'sense.observation') return { path: '/sense', tab: 'observations' }
  if (it.record === 'sense.sensor') return { path: '/sense', tab: 'sensors' }
  if (it.record === 'watch.source') return { path: '/watch', tab: 'feeds' }
  if (it.record === 'watch.story') return { path: `/watch/stories/${it.id}` }
  if (it.record === 'watch.claim') return { path: `/watch/claims/${it.id}` }
  if (it.record === 'watch.question') return { path: `/watch/boards/${it.id}` }
  if (it.record === 'watch.followUp') return { path: '/watch', tab: 'trays' }
  if (it.record === 'share.cluster') return { path: `/clusters/${it.id}` }
  if (it.record === 'share.membership' || it.record === 'share.clusterPost') return { path: '/clusters' }
  if (it.record === 'share.practice' || it.record === 'share.practiceUse') return { path: '/forum' }
  if (it.record.startsWith('share.taxonomy')) return { path: '/taxonomy' }
  if (it.record === 'federate.advisory') return { path: `/advisories/${it.id}` }
  if (it.record === 'federate.issuedAdvisory') return { path: '/advisories', tab: 'own' }
  if (it.record === 'federate.product') return { path: '/advisories', tab: 'products' }
  if (it.record === 'federate.provider') return { path: '/advisories', tab: 'providers' }
  if (it.record === 'federate.playbookSigner') return { path: '/playbooks' }
  if (it.record === 'federate.playbook') return { path: `/playbooks/${it.id}` }
  if (it.record.startsWith('watch.')) return { path: `/watch/${it.id}` }
  if (it.record === 'federate.collection') return { path: `/collections/${it.id}` }
  if (it.record === 'federate.intake' || it.record === 'federate.removal') return { path: '/intakes' }
  if (it.record === 'federate.mispEvent') return { path: '/misp' }
  if (it.record === 'federate.mispRemark') return { path: '/misp', tab: 'said' }
  if (it.record === 'federate.network') return { path: '/events' }
  if (it.record === 'federate.peer') return { path: `/peers/${it.id}` }
  if (it.record === 'federate.agreement') return { path: `/agreements/${it.id}` }
  if (it.record === 'federate.handRelease') return { path: '/agreements' }
  if (it.record === 'federate.response') return { path: '/responses' }
  if (it.record === 'federate.ownCard') return { path: '/peers', tab: 'own' }
  if (it.record === 'sustain.watchedService') return { path: `/services/${it.id}` }
  if (it.record === 'sustain.reachFinding' || it.record === 'sustain.vantageHour') return { path: '/services' }
  if (it.record === 'sustain.plan') return { path: `/dns/plans/${it.id}` }
  if (it.record === 'sustain.failover') return { path: '/dns' }
  if (it.record === 'sustain.dnsUse') return { path: '/dns/readiness' }
  if (it.record === 'sustain.guideline') return { path: `/dns/guidelines/${it.id}` }
  if (it.record === 'disrupt.restriction') return { path: `/restrictions/${it.id}` }
  if (it.record === 'disrupt.request') return { path: `/requests/${it.id}` }
  if (it.record === 'disrupt.operation') return { path: `/takedowns/${it.id}` }
  if (it.record === 'disrupt.victimNotice') return { path: '/takedowns' }
  if (it.record === 'disrupt.target') return { path: `/takedowns/targets/${it.id}` }
  if (it.record.startsWith('recover.')) return { path: `/recover/${it.id}` }
  if (it.record.startsWith('people.')) return { path: '/administration' }
  return undefined
}

export function useOpenRecord(): (it: Pointer) => void {
  const navigate = useNavigate()
  return (it) => {
    const at = pathOf(it)
    if (at) void navigate({ to: at.path, search: at.tab ? { tab: at.tab } : {} })
  }
}
