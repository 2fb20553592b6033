// The arrows of the house: look upstream, knock at the door, rules do no I/O. `npm run check` runs this.
// The order of this list is the architecture: a room may import rooms to its left, never to its right.
export const chain = [
  'people',
  'sustain',
  'federate',
  'sense',
  'watch',
  'assess',
  'coordinate',
  'disrupt',
  'share',
  'recover',
  'exercise',
]

// Plumbing big enough to be a folder; entered by its index.ts like a room.
const plumbing = ['journal', 'db', 'http', 'outbox']

const room = `(?:${chain.join('|')})`
const sharedFile = '(?:(?:model|rules|api|events)/.+|(?:model|api|rules|events))[.]ts$'
const shared = `^src/${room}/${sharedFile}`
const test = '[.]test[.]tsx?$'
const page = '^src/[^/]+/page/'
const web = '^src/web/'
const browserCode = `${page}|${web}`
const typebox = '(^|/)node_modules/typebox/'
// Packages that only compute: text in, values out. A rule may use them; a package that opens a socket or a file never.
const computes = '(^|/)node_modules/(?:typebox|linkedom|@mozilla/readability|feedsmith|eld|cld3-asm|diff|js-yaml)/'
// Sketches of sense: counting distinct and biggest ones by arithmetic alone.
const sketches = '^src/sense/tally/(?:hyperloglog|heavy|hash)[.]ts$'
const typeOnly = ['type-only']

const upstream = chain.map((name, place) => ({
  name: `${name}-looks-upstream`,
  severity: 'error',
  comment: `Data flows ${chain.join(' > ')}. A room knows what comes before it. What comes after it subscribes to its events; a word both need belongs in kernel.`,
  // A page is a client of the API, so it may show what any room answers.
  from: { path: `^src/${name}/`, pathNot: page },
  to: { path: `^src/(?:${[...chain.slice(place + 1), 'cli'].join('|')})/|^src/[^/]+[.]ts$` },
}))

const plumbingDoors = plumbing.map((name) => ({
  name: `knock-at-platform-${name}`,
  severity: 'error',
  comment: `Import #platform/${name}/index.ts (or its types.ts, api.ts); the files behind it may move without asking you.`,
  from: { path: '^src/', pathNot: [`^src/platform/${name}/`, test] },
  to: { path: `^src/platform/${name}/`, pathNot: '/(?:index|types|api)[.]ts$' },
}))

export default {
  forbidden: [
    ...upstream,
    ...plumbingDoors,
    {
      name: 'kernel-is-pure',
      severity: 'error',
      comment:
        'The kernel holds words, not work. typebox is its only package; Node and every room are out of its sight.',
      from: { path: '^src/kernel/', pathNot: test },
      to: { pathNot: ['^src/kernel/', typebox] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      comment: 'Platform is plumbing. Code that needs a word of the domain belongs in a room.',
      from: { path: '^src/platform/', pathNot: test },
      to: { path: '^src/', pathNot: '^src/(?:kernel|platform)/' },
    },
    {
      name: 'knock-at-the-door',
      severity: 'error',
      comment:
        'Enter another room by its index.ts (what it does) or its model, api, events, rules (what it means). Its store, actions, routes and jobs are its own.',
      from: { path: '^src/([^/]+)/', pathNot: test },
      to: { path: `^src/${room}/`, pathNot: ['^src/$1/', '/index[.]ts$', shared, page] },
    },
    {
      name: 'main-knocks-too',
      severity: 'error',
      comment: 'The files beside main wire doors together: import the room by its index.ts.',
      from: { path: '^src/[^/]+[.]ts$', pathNot: test },
      to: { path: `^src/${room}/`, pathNot: ['^src/[^/]+/index[.]ts$', shared] },
    },
    {
      name: 'rules-do-no-io',
      severity: 'error',
      comment:
        'model, api, events and rules run in the server, the browser and a court: facts in, verdict out. Take the time, chance and data as arguments.',
      from: { path: shared, pathNot: test },
      to: { pathNot: ['^src/kernel/', shared, computes, sketches] },
    },
    {
      name: 'pages-stay-in-the-browser',
      severity: 'error',
      comment:
        "A page sees its own files, every room's model, api, rules and events, the kernel and #web. All else is behind the API.",
      from: { path: '^src/([^/]+)/page/', pathNot: test },
      to: { path: '^src/', pathNot: ['^src/$1/page/', web, '^src/kernel/', shared] },
    },
    {
      name: 'web-stays-in-the-browser',
      severity: 'error',
      comment: "The web shell sees pages, every room's model, api, rules and events, and the kernel.",
      from: { path: web, pathNot: test },
      to: { path: '^src/', pathNot: [web, page, '^src/kernel/', shared] },
    },
    {
      name: 'pages-use-no-node',
      severity: 'error',
      comment: 'A page runs in a browser, where Node is not.',
      from: { path: browserCode, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-sees-no-page',
      severity: 'error',
      comment: 'Only pages and the web shell import pages; a word both sides need belongs in model or kernel.',
      from: { path: '^src/', pathNot: browserCode },
      to: { path: browserCode },
    },
    {
      name: 'sql-lives-in-stores',
      severity: 'error',
      comment:
        'Only store.ts (or store/) and platform write SQL; everyone else asks a store. Importing a type alone is fine.',
      from: { path: '^src/', pathNot: ['/store(?:[.]ts$|/)', '^src/platform/', test] },
      to: { path: '(^|/)node_modules/(?:kysely|pg|@electric-sql/pglite)/', dependencyTypesNot: typeOnly },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      comment: 'Product code never reaches into test/, tools/ or a test file.',
      from: { path: '^src/', pathNot: [test, '[.]bench[.]ts$'] },
      to: { path: `^(?:test|tools)/|${test}` },
    },
    {
      name: 'runtime-packages-only',
      severity: 'error',
      comment:
        'Server code may import only `dependencies`. The packages of the web are devDependencies, because Vite bundles them.',
      from: { path: '^src/', pathNot: [browserCode, test, '[.]bench[.]ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typeOnly },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      comment: 'This package is here only because another one brought it. Declare it in package.json, or do without.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that need each other are one file, or three. Importing back only a type is fine: nothing runs in a circle.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
    },
    {
      name: 'leads-somewhere',
      severity: 'error',
      comment: 'This import leads nowhere: a missing file, a missing .ts, or a package that is not installed.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' }, // virtual: is made by a plugin of Vite
    },
    {
      name: 'somebody-uses-it',
      severity: 'warn',
      comment: 'Nobody imports this file. Is it dead?',
      from: {
        orphan: true,
        pathNot: [test, '^src/main[.]ts$', '-worker[.]ts$', '[.]d[.]ts$', '[.]bench[.]ts$', '^test/'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^build/' },
    tsPreCompilationDeps: true, // type-only imports are arrows too
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
}
