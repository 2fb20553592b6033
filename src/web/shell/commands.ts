// What the palette offers besides search: places to go and things to do, as far as this person may.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { openAssessment } from '#assess/api/assessments.ts'
import { declareIncident, reportIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import { signOut } from '#people/api.ts'
import { addPart } from '#sustain/api/parts.ts'
import { importText } from '#watch/api.ts'
import { call } from '../client.ts'
import { useMoment, usePlace, useRealm } from '../place.ts'
import { say } from '../say.ts'
import { useMay, useMe } from '../session.ts'
import { wear } from '../theme.ts'
import type { Command } from './Palette.tsx'

export function useCommands(showKeys: () => void): Command[] {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useMe()
  const may = useMay()
  const { realm, asOf } = usePlace()
  const goTo = useMoment()
  const changeRealm = useRealm()

  const go = (title: string, to: string, icon: Command['icon'], keys?: string, words?: string): Command => ({
    title: say(title),
    icon,
    group: say('Go to'),
    ...(keys ? { keys } : {}),
    ...(words ? { words } : {}),
    run: () => void navigate({ to }),
  })
  const act = (title: string, icon: Command['icon'], run: () => void, words = ''): Command => ({
    title: say(title),
    icon,
    group: say('Do'),
    words,
    run,
  })

  async function leave(): Promise<void> {
    await call(signOut, {})
    queries.clear()
    window.location.assign('/sign-in')
  }

  const list: (Command | false)[] = [
    go('Picture', '/picture', 'picture', 'g p', 'map home overview'),
    go('Sense', '/sense', 'sense', 'g s', 'traffic attacks waves targets sensors complaints'),
    go('Watch', '/watch', 'watch', 'g w', 'items news feeds'),
    go(
      'Dependencies',
      '/sustain',
      'sustain',
      'g e',
      'map what depends on what cascade providers concentration single points of failure HHI SBOM',
    ),
    go('Services', '/services', 'link', '', 'reachability outage overload throttling blocking probes vantage'),
    go('Resolvers and failover', '/dns', 'dns', '', 'DNS wall cockpit plan switch roll back drill vantage quorum'),
    go('DNS readiness', '/dns/readiness', 'dns', '', 'resolvers DNS4EU failover guideline DoT DoH DNSSEC'),
    go('Incidents', '/incidents', 'incidents', 'g i'),
    go('Crises', '/crises', 'crises', 'g k', 'crisis room ladder decisions situation'),
    go('Assessments by law', '/assess', 'assess', 'g l', 'verdict reportable nis2 gdpr dora duty'),
    go('Clocks', '/clocks', 'clock', 'g c', 'deadlines due overdue duties reports'),
    go('Tasks', '/tasks', 'check', 'g t', 'assign acknowledge call-out escalate'),
    go('Duty rota', '/rota', 'account', 'g d', 'shift hand over swap who is on duty pager'),
    go(
      'Duties of the framework',
      '/duties',
      'administration',
      'g f',
      'notices obligations checklist tell networks partners NATO release Blueprint',
    ),
    go(
      'Requests for data and measures',
      '/requests',
      'file',
      'g q',
      'register court hearing DSA Article 40 deadline still in time appeal decision platform',
    ),
    go(
      'Restrictions and sanctions',
      '/restrictions',
      'law',
      undefined,
      'fines blocking throttling ban removal order states platforms measures log',
    ),
    go(
      'Takedown operations',
      '/takedowns',
      'keys',
      'g u',
      'targets seizure action day go no-go partners domains sinkhole evidence custody',
    ),
    go(
      'Recovery and the backlog',
      '/recover',
      'recover',
      'g b',
      'stand-down roll back goals RTO RPO breach review Reserve lessons promises burn-down',
    ),
    go('Exercises', '/exercises', 'play', 'g x', 'scenario Monday play drill inject direction'),
    go('Authority', '/authority', 'authority', 'g y', 'entities borders ENISA quarter Member States inform abroad'),
    go('Handling', '/handling', 'check', undefined, 'marking TLP release over-marking review guideline classified'),
    go('Taxonomy', '/taxonomy', 'manual', undefined, 'terms versions mapping RSIT CG 2018 MISP ATT&CK adoption'),
    go('Clusters', '/clusters', 'account', undefined, 'sharing arrangement members Article 29 threats'),
    go(
      'Feeds',
      '/feeds',
      'link',
      undefined,
      'RSS Atom JSON Feed webhooks systems that are called subscribe public out',
    ),
    go('Forum', '/forum', 'check', undefined, 'practices standards DNSSEC BCP 38 route origin validation'),
    go('Peers', '/peers', 'link', 'g n', 'nodes federation directory fingerprint keys card trust other organisations'),
    go(
      'Agreements',
      '/agreements',
      'link',
      undefined,
      'sign propose terms what flows simulator review suspend peers sharing',
    ),
    go('Letters', '/letters', 'link', undefined, 'post queue receipts delivery waits refused peers file stick'),
    go('Objects', '/collections', 'link', undefined, 'collections stix taxii misp indicators servers feeds'),
    go('MISP', '/misp', 'link', undefined, 'events attributes feeds servers sightings proposals indicators'),
    go('Abuse reports', '/events', 'link', undefined, 'events intelmq n6 xarf arf networks owners tell'),
    go('Inbox', '/intakes', 'link', undefined, 'intakes what came in from others refused'),
    go('Responses', '/responses', 'link', undefined, 'comments sightings proposals requests answers from others'),
    go('Histories', '/histories', 'check', undefined, 'logs checkpoints witness two histories caught proof'),
    go(
      'Security advisories',
      '/advisories',
      'report',
      undefined,
      'CSAF CVE vulnerabilities products providers security.txt',
    ),
    go('Playbooks', '/playbooks', 'manual', undefined, 'CACAO workflow steps'),
    go('The law', '/law', 'law', undefined, 'rules facts regimes articles'),
    go('Your organisation by law', '/entity', 'assess', undefined, 'entity profile types countries'),
    may(importText) &&
      act(
        'Paste a text into watch',
        'plus',
        () => void navigate({ to: '/watch', search: { add: 'text' } }),
        'import news article',
      ),
    may(addPart) &&
      act(
        'Add a part to the map of dependencies',
        'plus',
        () => void navigate({ to: '/sustain', search: { add: 'part' } }),
        'service component provider site',
      ),
    act(
      'See what falls when something fails',
      'sustain',
      () => void navigate({ to: '/sustain', search: { tab: 'cascade' } }),
      'cascade what if shock',
    ),
    may(importText) &&
      act(
        'Follow a feed',
        'feed',
        () => void navigate({ to: '/watch', search: { add: 'feed', tab: 'feeds' } }),
        'rss atom',
      ),
    may(declareIncident) &&
      act(
        'Open an incident',
        'plus',
        () => void navigate({ to: '/incidents', search: { add: 'incident' } }),
        'declare new',
      ),
    may(openCrisis) &&
      act(
        'Open a crisis',
        'plus',
        () => void navigate({ to: '/crises', search: { add: 'crisis' } }),
        'group incidents hybrid campaign',
      ),
    may(openAssessment) &&
      act(
        'Begin an assessment by law',
        'plus',
        () => void navigate({ to: '/assess', search: { add: 'assessment' } }),
        'is it reportable',
      ),
    may(reportIncident) &&
      act('Report an incident of your organisation', 'report', () => void navigate({ to: '/report' })),
    Boolean(asOf) && act('Back to now', 'clock', () => goTo(undefined)),
    ...me.realms
      .filter((one) => one !== realm)
      .map((one) =>
        act(
          one === 'live'
            ? say('Leave the exercise for the live realm')
            : say('Enter exercise {name}', { name: one.slice(9) }),
          'out',
          () => changeRealm(one),
        ),
      ),
    go('Search', '/search', 'search', '/'),
    go('Manual', '/manual', 'manual', 'g m', 'help documentation'),
    go('API', '/api/docs', 'api', undefined, 'openapi developers'),
    me.roles.includes('administrator') &&
      go('Administration', '/administration', 'administration', undefined, 'organisations persons invite'),
    go('Your account', '/account', 'account', 'g a', 'password passkey token sessions second factor'),
    act('Colours: light', 'sun', () => wear('light'), 'theme'),
    act('Colours: dark', 'moon', () => wear('dark'), 'theme night'),
    act('Colours: as the system', 'auto', () => wear('auto'), 'theme'),
    act('Print this page', 'print', () => window.print()),
    act('Show the keys', 'keys', showKeys, 'keyboard shortcuts help'),
    act('Sign out', 'out', () => void leave()),
  ]
  return list.filter((it) => it !== false)
}
