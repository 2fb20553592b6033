// The shell: the bands, the rail, the bar on top, and the page in the middle.
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { moveRow, useKeys } from '../keys.ts'
import { Bell } from '../kit/Bell.tsx'
import { Button } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Empty.tsx'
import { Icon, type IconName } from '../kit/Icon.tsx'
import { Problem } from '../kit/Problem.tsx'
import { Toasts } from '../kit/Toast.tsx'
import { listen } from '../live.ts'
import { useMoment, usePlace, useRealm } from '../place.ts'
import { say } from '../say.ts'
import { useMe, useSession } from '../session.ts'
import { type Theme, theme, themes, wear } from '../theme.ts'
import { AlertCount } from './AlertCount.tsx'
import { AttackCount } from './AttackCount.tsx'
import { Bands } from './Bands.tsx'
import { Clock } from './Clock.tsx'
import { useCommands } from './commands.ts'
import { LiveMark } from './LiveMark.tsx'
import { MondayOffer } from './MondayOffer.tsx'
import { OverdueCount } from './OverdueCount.tsx'
import { Tour } from './Tour.tsx'
import { WaitsBand, WaitsCount } from './WaitsBand.tsx'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))
const KeysHelp = lazy(async () => ({ default: (await import('./KeysHelp.tsx')).KeysHelp }))
const MoreMenu = lazy(async () => ({ default: (await import('./MoreMenu.tsx')).MoreMenu }))

/** Shows the shell to who is signed in, and leads everybody else to the door. */
export function Gate(): ReactNode {
  const session = useSession()
  const location = useRouterState({ select: (state) => state.location })
  const { realm } = usePlace()
  if (session.isPending) {
    return (
      <main className="alone">
        <Skeleton lines={5} />
      </main>
    )
  }
  if (session.error && !session.data) {
    return (
      <main className="alone">
        <h1 className="unseen">Tocsin</h1>
        <Problem error={session.error} onAgain={() => void session.refetch()} />
      </main>
    )
  }
  const me = session.data?.me
  if (!me) return <Go to={`/sign-in${wanted(location.href)}`} />
  if (me.owesSecondFactor && location.pathname !== '/account') return <Go to="/account?tab=factors" />
  // A guest of an exercise is there and nowhere else.
  const only = me.realms.includes('live') ? undefined : me.realms[0]
  if (only && realm !== only) return <Go to={`/picture?${new URLSearchParams({ realm: only })}`} />
  return <Shell />
}

/** Where to go on after signing in; the picture, where one begins anyway, needs no saying. */
function wanted(href: string): string {
  return href === '/picture' || href.startsWith('/sign-in') ? '' : `?${new URLSearchParams({ next: href })}`
}

/** Goes there once. The router's own Navigate goes again at each drawing, and this page is drawn while it is left. */
function Go({ to }: { to: string }): ReactNode {
  const router = useRouter()
  const [first] = useState(to)
  useEffect(() => router.history.replace(first), [router, first])
  return null
}

function Shell(): ReactNode {
  const { realm, asOf } = usePlace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const goTo = useMoment()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [open, setOpen] = useState<'palette' | 'keys' | 'more' | null>(null)
  const commands = useCommands(() => setOpen('keys'))

  useEffect(() => listen(queries, realm), [queries, realm])
  // A new page is announced and read from its heading; the picture keeps the place when only a choice changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for.
  useEffect(() => {
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [path])

  const go = (to: string) => () => void navigate({ to })
  useKeys({
    'mod+k': () => setOpen(open === 'palette' ? null : 'palette'),
    '?': () => setOpen('keys'),
    '/': go('/search'),
    'g p': go('/picture'),
    'g s': go('/sense'),
    'g w': go('/watch'),
    'g e': go('/sustain'),
    'g i': go('/incidents'),
    'g k': go('/crises'),
    'g l': go('/assess'),
    'g c': go('/clocks'),
    'g y': go('/authority'),
    'g r': go('/report'),
    'g t': go('/tasks'),
    'g d': go('/rota'),
    'g f': go('/duties'),
    'g q': go('/requests'),
    'g u': go('/takedowns'),
    'g b': go('/recover'),
    'g x': go('/exercises'),
    'g n': go('/peers'),
    'g m': go('/manual'),
    'g a': go('/account'),
    n: () => asOf && goTo(undefined),
    j: () => moveRow(1),
    k: () => moveRow(-1),
  })

  return (
    <div className="shell" data-exercise={realm === 'live' ? undefined : true} data-past={asOf ? true : undefined}>
      <Bands />
      <a className="skip" href="#page">
        {say('Skip to the page')}
      </a>
      <WaitsBand />
      <MondayOffer />
      <div className="frame">
        <Rail />
        <div className="middle">
          <header className="topbar">
            <Link to="/picture" className="topbar-mark" aria-label={say('Tocsin: the picture')}>
              <Bell size={24} />
            </Link>
            <button type="button" className="search-button" onClick={() => setOpen('palette')}>
              <Icon name="search" size={18} />
              <span className="search-word">{say('Search, or run a command')}</span>
              <kbd>Ctrl K</kbd>
            </button>
            <div className="row topbar-right">
              <RealmSwitch />
              <LiveMark />
              <Clock />
              <ThemeSwitch />
              <span className="wide-only">
                <Button kind="quiet" bare icon="keys" aria-label={say('Keys')} onPress={() => setOpen('keys')} />
              </span>
            </div>
          </header>
          <main id="page">
            <Outlet />
          </main>
        </div>
      </div>
      <BottomBar onMore={() => setOpen('more')} />
      <Tour />
      <Toasts />
      <Suspense fallback={null}>
        {open === 'palette' ? <Palette commands={commands} onClose={() => setOpen(null)} /> : null}
        {open === 'keys' ? <KeysHelp onClose={() => setOpen(null)} /> : null}
        {open === 'more' ? <MoreMenu commands={commands} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </div>
  )
}

interface Place {
  to: string
  label: string
  icon: IconName
  keys?: string
  /** Not in the bar of a small screen, which has room for six; there it is under More. */
  wide?: boolean
}

const main: readonly Place[] = [
  { to: '/picture', label: 'Picture', icon: 'picture', keys: 'g p' },
  { to: '/sense', label: 'Sense', icon: 'sense', keys: 'g s' },
  { to: '/watch', label: 'Watch', icon: 'watch', keys: 'g w' },
  { to: '/sustain', label: 'Dependencies', icon: 'sustain', wide: true },
  { to: '/services', label: 'Services', icon: 'link', wide: true },
  { to: '/dns', label: 'DNS', icon: 'dns', wide: true },
  { to: '/incidents', label: 'Incidents', icon: 'incidents', keys: 'g i' },
  { to: '/crises', label: 'Crises', icon: 'crises', keys: 'g k', wide: true },
  { to: '/assess', label: 'Assess', icon: 'assess', keys: 'g l', wide: true },
  { to: '/clocks', label: 'Clocks', icon: 'clock', keys: 'g c' },
  { to: '/authority', label: 'Authority', icon: 'authority', keys: 'g y', wide: true },
  { to: '/tasks', label: 'Tasks', icon: 'check', keys: 'g t', wide: true },
  { to: '/rota', label: 'Duty rota', icon: 'account', keys: 'g d', wide: true },
  { to: '/duties', label: 'Duties', icon: 'administration', keys: 'g f', wide: true },
  { to: '/requests', label: 'Requests', icon: 'file', keys: 'g q', wide: true },
  { to: '/takedowns', label: 'Takedowns', icon: 'keys', keys: 'g u', wide: true },
  { to: '/recover', label: 'Recover', icon: 'recover', keys: 'g b', wide: true },
  { to: '/exercises', label: 'Exercises', icon: 'play', keys: 'g x', wide: true },
  { to: '/report', label: 'Report', icon: 'report', keys: 'g r' },
]

const onSmall = main.filter((place) => !place.wide)

const more: readonly Place[] = [
  { to: '/search', label: 'Search', icon: 'search', keys: '/' },
  { to: '/law', label: 'Law', icon: 'law' },
  { to: '/restrictions', label: 'Restrictions', icon: 'law' },
  { to: '/handling', label: 'Handling', icon: 'check' },
  { to: '/taxonomy', label: 'Taxonomy', icon: 'file' },
  { to: '/clusters', label: 'Clusters', icon: 'account' },
  { to: '/peers', label: 'Peers', icon: 'link', keys: 'g n' },
  { to: '/manual', label: 'Manual', icon: 'manual', keys: 'g m' },
  { to: '/api/docs', label: 'API', icon: 'api' },
]

function Rail(): ReactNode {
  const me = useMe()
  return (
    <nav className="rail" aria-label={say('Main')}>
      <Link to="/picture" className="brand">
        <Bell size={30} />
        <span>
          <strong className="brand-name">Tocsin</strong>
          <span className="brand-org">{me.organisation.name}</span>
        </span>
      </Link>
      <RailLinks places={main} />
      <hr />
      <RailLinks places={more} />
      <div className="rail-foot">
        {me.roles.includes('administrator') ? (
          <RailLinks places={[{ to: '/administration', label: 'Administration', icon: 'administration' }]} />
        ) : null}
        <RailLinks places={[{ to: '/account', label: me.name, icon: 'account', keys: 'g a' }]} />
      </div>
    </nav>
  )
}

function RailLinks({ places }: { places: readonly Place[] }): ReactNode {
  return (
    <ul className="rail-links">
      {places.map((place) => (
        <li key={place.to}>
          <Link to={place.to} activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
            <Icon name={place.icon} />
            <span className="rail-word">{say(place.label)}</span>
            {place.to === '/watch' ? <AlertCount /> : null}
            {place.to === '/sense' ? <AttackCount /> : null}
            {place.to === '/clocks' ? <OverdueCount /> : null}
            {place.to === '/tasks' ? <WaitsCount /> : null}
            {place.keys ? <kbd className="rail-keys" data-keys={place.keys} /> : null}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function BottomBar({ onMore }: { onMore: () => void }): ReactNode {
  return (
    <nav className="bottombar" aria-label={say('Main, on a small screen')}>
      {onSmall.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          activeProps={{ 'aria-current': 'page' }}
          activeOptions={{ includeSearch: false }}
        >
          <Icon name={place.icon} />
          <span>{say(place.label)}</span>
          {place.to === '/watch' ? <AlertCount /> : null}
          {place.to === '/sense' ? <AttackCount /> : null}
          {place.to === '/clocks' ? <OverdueCount /> : null}
        </Link>
      ))}
      <button type="button" onClick={onMore}>
        <Icon name="more" />
        <span>{say('More')}</span>
      </button>
    </nav>
  )
}

function RealmSwitch(): ReactNode {
  const me = useMe()
  const { realm } = usePlace()
  const change = useRealm()
  const realms = me.realms.includes(realm) ? me.realms : [...me.realms, realm]
  if (realms.length < 2) return null
  return (
    <select
      className="input realm"
      aria-label={say('Realm')}
      value={realm}
      onChange={(event) => change(event.target.value)}
    >
      {realms.map((one) => (
        <option key={one} value={one}>
          {one === 'live' ? say('Live') : say('EXERCISE {name}', { name: one.slice('exercise:'.length) })}
        </option>
      ))}
    </select>
  )
}

const themeIcons: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' }
const themeWords: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' }

function ThemeSwitch(): ReactNode {
  const [now, setNow] = useState(theme())
  const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'auto'
  return (
    <Button
      kind="quiet"
      bare
      icon={themeIcons[now]}
      aria-label={say('Colours: {now}. Change to {next}', { now: say(themeWords[now]), next: say(themeWords[next]) })}
      onPress={() => {
        wear(next)
        setNow(next)
      }}
    />
  )
}
