// robots.txt, by the examples of RFC 9309 and some that mean harm.
import { expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import { readRobots } from './robots.ts'

test('the group that names us goes before the one for all; groups of one name are one', () => {
  const text =
    'User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: TOCSIN\nDisallow: /private # why\nCrawl-delay: 3\n\nuser-agent: tocsin\nallow: /private/open'
  const robots = readRobots(text, 'Tocsin')
  expect(robots.allows('/news')).toBe(true)
  expect(robots.allows('/private/x')).toBe(false)
  expect(robots.allows('/private/open/x')).toBe(true)
  expect(robots.delaySeconds).toBe(3)
  expect(readRobots(text, 'Unnamed').allows('/news')).toBe(false)
})

test('the longest rule decides, of two of one length the one that allows; stars and ends are heard', () => {
  const robots = readRobots(
    'User-agent: *\nDisallow: /*.php$\nDisallow: /a\nAllow: /a\nDisallow: /shop/*/cart\nDisallow:',
    'x',
  )
  expect(robots.allows('/a/b')).toBe(true)
  expect(robots.allows('/index.php')).toBe(false)
  expect(robots.allows('/index.php?x')).toBe(true)
  expect(robots.allows('/shop/1/2/cart/now')).toBe(false)
  expect(robots.allows('/robots.txt')).toBe(true)
  expect(readRobots('', 'x').allows('/')).toBe(true)
  expect(readRobots('<html>no robots</html>', 'x').allows('/')).toBe(true)
})

test('rules that are made to take long do not', () => {
  const text = `User-agent: *\n${`Disallow: /${'*a'.repeat(300)}b\n`.repeat(3000)}`
  const began = busyMs()
  readRobots(text, 'x').allows(`/${'a'.repeat(2000)}`)
  expect(busyMs() - began).toBeLessThan(1000)
})
