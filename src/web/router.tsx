// Every address of the web, and which room's page stands there. Pages load when they are first visited.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  parseSearchWith,
  retainSearchParams,
  stringifySearchWith,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { checkSearch, type Search } from './place.ts'
import { NoSuchPage, PageFailed } from './shell/Astray.tsx'
import { Gate } from './shell/Shell.tsx'

const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>): Search => checkSearch(search),
  search: { middlewares: [retainSearchParams(['realm', 'asOf'])] },
  component: Outlet,
  notFoundComponent: NoSuchPage,
  errorComponent: PageFailed,
})

const alone = <const P extends string>(path: P, page: () => Promise<Record<string, () => ReactNode>>, name: string) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(page, name) })

const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate })

const within = <const P extends string>(path: P, page: () => Promise<Record<string, () => ReactNode>>, name: string) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(page, name),
    errorComponent: PageFailed,
  })

function Home(): ReactNode {
  return <Navigate to="/picture" replace />
}

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Home }),
  alone('/setup', () => import('#people/page/SetUpPage.tsx'), 'SetUpPage'),
  alone('/sign-in', () => import('#people/page/SignInPage.tsx'), 'SignInPage'),
  alone('/invitation', () => import('#people/page/InvitationPage.tsx'), 'InvitationPage'),
  alone('/reset', () => import('#people/page/ResetPage.tsx'), 'ResetPage'),
  inside.addChildren([
    within('/picture', () => import('#assess/page/PicturePage.tsx'), 'PicturePage'),
    within('/incidents', () => import('#assess/page/IncidentsPage.tsx'), 'IncidentsPage'),
    within('/incidents/$id', () => import('#assess/page/IncidentPage.tsx'), 'IncidentPage'),
    within('/report', () => import('#assess/page/ReportPage.tsx'), 'ReportPage'),
    within('/search', () => import('#assess/page/SearchPage.tsx'), 'SearchPage'),
    within('/sense', () => import('#sense/page/SensePage.tsx'), 'SensePage'),
    within('/sense/targets/$id', () => import('#sense/page/TargetPage.tsx'), 'TargetPage'),
    within('/sense/attacks/$id', () => import('#sense/page/AttackPage.tsx'), 'AttackPage'),
    within('/watch', () => import('#watch/page/WatchPage.tsx'), 'WatchPage'),
    within('/watch/stories/$id', () => import('#watch/page/stories/StoryPage.tsx'), 'StoryPage'),
    within('/watch/claims/$id', () => import('#watch/page/claims/ClaimPage.tsx'), 'ClaimPage'),
    within('/watch/boards/$id', () => import('#watch/page/boards/BoardPage.tsx'), 'BoardPage'),
    within('/watch/$id', () => import('#watch/page/item/ItemPage.tsx'), 'ItemPage'),
    within('/account', () => import('#people/page/AccountPage.tsx'), 'AccountPage'),
    within('/administration', () => import('#people/page/AdministrationPage.tsx'), 'AdministrationPage'),
    within('/manual', () => import('./manual/ManualPage.tsx'), 'ManualPage'),
    within('/manual/$page', () => import('./manual/ManualPage.tsx'), 'ManualPage'),
    within('/api/docs', () => import('./docs/ApiPage.tsx'), 'ApiPage'),
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
