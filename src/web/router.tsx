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
  alone('/join', () => import('#exercise/page/JoinPage.tsx'), 'JoinPage'),
  inside.addChildren([
    within('/picture', () => import('#assess/page/PicturePage.tsx'), 'PicturePage'),
    within('/incidents', () => import('#assess/page/IncidentsPage.tsx'), 'IncidentsPage'),
    within('/incidents/$id', () => import('#assess/page/IncidentPage.tsx'), 'IncidentPage'),
    within('/assess', () => import('#assess/page/law/assessment/AssessmentsPage.tsx'), 'AssessmentsPage'),
    within('/assess/$id', () => import('#assess/page/law/assessment/AssessmentPage.tsx'), 'AssessmentPage'),
    within('/assess/$id/questions', () => import('#assess/page/law/questions/QuestionsPage.tsx'), 'QuestionsPage'),
    within('/assess/$id/what-if', () => import('#assess/page/law/what-if/WhatIfPage.tsx'), 'WhatIfPage'),
    within('/clocks', () => import('#assess/page/law/clocks/ClocksPage.tsx'), 'ClocksPage'),
    within('/duty-reports/$id', () => import('#assess/page/law/report/DutyReportPage.tsx'), 'DutyReportPage'),
    within('/entity', () => import('#assess/page/law/entity/EntityPage.tsx'), 'EntityPage'),
    within('/entity/$organisation', () => import('#assess/page/law/entity/EntityPage.tsx'), 'EntityPage'),
    within('/law', () => import('#assess/page/law/book/LawPage.tsx'), 'LawPage'),
    within('/crises', () => import('#coordinate/page/crises/CrisesPage.tsx'), 'CrisesPage'),
    within('/crises/$id', () => import('#coordinate/page/crises/CrisisPage.tsx'), 'CrisisPage'),
    within('/crises/$id/products', () => import('#share/page/products/ProductsPage.tsx'), 'ProductsPage'),
    within('/products/$id', () => import('#share/page/products/ProductPage.tsx'), 'ProductPage'),
    within('/exercises', () => import('#exercise/page/ExercisesPage.tsx'), 'ExercisesPage'),
    within('/exercises/programme', () => import('#exercise/page/programme/ProgrammePage.tsx'), 'ProgrammePage'),
    within('/exercises/scenarios/$ref/edit', () => import('#exercise/page/editor/EditorPage.tsx'), 'EditorPage'),
    within('/exercises/$slug', () => import('#exercise/page/ExercisePage.tsx'), 'ExercisePage'),
    within(
      '/exercises/$slug/evaluation',
      () => import('#exercise/page/evaluation/EvaluationPage.tsx'),
      'EvaluationPage',
    ),
    within('/requests', () => import('#disrupt/page/requests/RequestsPage.tsx'), 'RequestsPage'),
    within('/restrictions', () => import('#disrupt/page/restrictions/RestrictionsPage.tsx'), 'RestrictionsPage'),
    within('/restrictions/$id', () => import('#disrupt/page/restrictions/RestrictionPage.tsx'), 'RestrictionPage'),
    within('/requests/$id', () => import('#disrupt/page/requests/RequestPage.tsx'), 'RequestPage'),
    within('/takedowns', () => import('#disrupt/page/operations/OperationsPage.tsx'), 'OperationsPage'),
    within('/takedowns/$id', () => import('#disrupt/page/operations/OperationPage.tsx'), 'OperationPage'),
    within('/takedowns/targets/$id', () => import('#disrupt/page/targets/TargetPage.tsx'), 'TargetPage'),
    within('/recover', () => import('#recover/page/RecoverPage.tsx'), 'RecoverPage'),
    within('/recover/after-action', () => import('#recover/page/after-action/AfterActionPage.tsx'), 'AfterActionPage'),
    within(
      '/recover/after-action/$crisis',
      () => import('#recover/page/after-action/AfterActionPage.tsx'),
      'AfterActionPage',
    ),
    within('/recover/$id', () => import('#recover/page/RecordPage.tsx'), 'RecordPage'),
    within('/report', () => import('#assess/page/ReportPage.tsx'), 'ReportPage'),
    within('/authority', () => import('#assess/page/authority/AuthorityPage.tsx'), 'AuthorityPage'),
    within('/duties', () => import('#coordinate/page/duties/DutiesPage.tsx'), 'DutiesPage'),
    within('/notices/$id', () => import('#coordinate/page/duties/NoticePage.tsx'), 'NoticePage'),
    within('/handling', () => import('#share/page/handling/HandlingPage.tsx'), 'HandlingPage'),
    within('/taxonomy', () => import('#share/page/taxonomy/TaxonomyPage.tsx'), 'TaxonomyPage'),
    within('/clusters', () => import('#share/page/clusters/ClustersPage.tsx'), 'ClustersPage'),
    within('/clusters/$id', () => import('#share/page/clusters/ClusterPage.tsx'), 'ClusterPage'),
    within('/feeds', () => import('#share/page/out/FeedsPage.tsx'), 'FeedsPage'),
    within('/forum', () => import('#share/page/clusters/ForumPage.tsx'), 'ForumPage'),
    within('/peers', () => import('#federate/page/directory/PeersPage.tsx'), 'PeersPage'),
    within('/advisories', () => import('#federate/page/advisories/AdvisoriesPage.tsx'), 'AdvisoriesPage'),
    within('/advisories/$id', () => import('#federate/page/advisories/AdvisoryPage.tsx'), 'AdvisoryPage'),
    within('/playbooks', () => import('#federate/page/playbooks/PlaybooksPage.tsx'), 'PlaybooksPage'),
    within('/playbooks/$id', () => import('#federate/page/playbooks/PlaybookPage.tsx'), 'PlaybookPage'),
    within('/peers/$id', () => import('#federate/page/directory/PeerPage.tsx'), 'PeerPage'),
    within('/collections', () => import('#federate/page/objects/CollectionsPage.tsx'), 'CollectionsPage'),
    within('/collections/$id', () => import('#federate/page/objects/CollectionPage.tsx'), 'CollectionPage'),
    within('/misp', () => import('#federate/page/misp/MispPage.tsx'), 'MispPage'),
    within('/intakes', () => import('#federate/page/objects/IntakesPage.tsx'), 'IntakesPage'),
    within('/events', () => import('#federate/page/reports/EventsPage.tsx'), 'EventsPage'),
    within('/agreements', () => import('#federate/page/agreements/AgreementsPage.tsx'), 'AgreementsPage'),
    within('/agreements/new', () => import('#federate/page/agreements/NewAgreementPage.tsx'), 'NewAgreementPage'),
    within('/agreements/$id', () => import('#federate/page/agreements/AgreementPage.tsx'), 'AgreementPage'),
    within('/letters', () => import('#federate/page/post/LettersPage.tsx'), 'LettersPage'),
    within('/responses', () => import('#federate/page/copies/ResponsesPage.tsx'), 'ResponsesPage'),
    within('/histories', () => import('#federate/page/copies/HistoriesPage.tsx'), 'HistoriesPage'),
    within('/search', () => import('#assess/page/SearchPage.tsx'), 'SearchPage'),
    within('/sustain', () => import('#sustain/page/SustainPage.tsx'), 'SustainPage'),
    within('/services', () => import('#sustain/page/services/ServicesPage.tsx'), 'ServicesPage'),
    within('/services/$id', () => import('#sustain/page/services/ServicePage.tsx'), 'ServicePage'),
    within('/sustain/parts/$id', () => import('#sustain/page/part/PartPage.tsx'), 'PartPage'),
    within('/sense', () => import('#sense/page/SensePage.tsx'), 'SensePage'),
    within('/sense/targets/$id', () => import('#sense/page/TargetPage.tsx'), 'TargetPage'),
    within('/sense/attacks/$id', () => import('#sense/page/AttackPage.tsx'), 'AttackPage'),
    within('/dns', () => import('#sustain/page/dns/WallPage.tsx'), 'WallPage'),
    within('/dns/plans/$id', () => import('#sustain/page/dns/cockpit/PlanPage.tsx'), 'PlanPage'),
    within('/dns/readiness', () => import('#sustain/page/readiness/ReadinessPage.tsx'), 'ReadinessPage'),
    within('/dns/guidelines/$id', () => import('#sustain/page/readiness/GuidelinePage.tsx'), 'GuidelinePage'),
    within('/watch', () => import('#watch/page/WatchPage.tsx'), 'WatchPage'),
    within('/watch/stories/$id', () => import('#watch/page/stories/StoryPage.tsx'), 'StoryPage'),
    within('/watch/claims/$id', () => import('#watch/page/claims/ClaimPage.tsx'), 'ClaimPage'),
    within('/watch/boards/$id', () => import('#watch/page/boards/BoardPage.tsx'), 'BoardPage'),
    within('/watch/$id', () => import('#watch/page/item/ItemPage.tsx'), 'ItemPage'),
    within('/crises/$crisis/ladder', () => import('#coordinate/page/ladder/LadderPage.tsx'), 'LadderPage'),
    within('/decisions/$id', () => import('#coordinate/page/decisions/DecisionPage.tsx'), 'DecisionPage'),
    within('/tasks', () => import('#coordinate/page/tasks/TasksPage.tsx'), 'TasksPage'),
    within('/tasks/$id', () => import('#coordinate/page/tasks/TaskPage.tsx'), 'TaskPage'),
    within('/call-outs/$id', () => import('#coordinate/page/tasks/CallOutPage.tsx'), 'CallOutPage'),
    within('/rota', () => import('#coordinate/page/tasks/RotaPage.tsx'), 'RotaPage'),
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
