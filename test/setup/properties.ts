// Property tests draw the same cases on every machine, so that a red run can be repeated; TOCSIN_TEST_SEED=random (or a
// number) draws others, to look for what the usual ones miss.
import fc from 'fast-check'

const asked = process.env.TOCSIN_TEST_SEED
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20250310)
if (asked) console.log(`properties are drawn with the seed ${seed}`)
fc.configureGlobal({ seed })
