/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import type { Check } from 'reflex-adonis/types'
import { root } from '../../../bin/support/processes.ts'

/** How many sockets were opened. */
const figures = () => reflex.metrics().sockets

/** Names of checks in the tables of the guide. */
async function documented(): Promise<string[]> {
  const guide = await readFile(join(root, 'docs/doctor.md'), 'utf8')
  return [...guide.matchAll(/^\| `([a-z]+\/[a-z-]+)`/gm)].map(([, name]) => name)
}

test.group('The doctor', () => {
  test('makes the checks that its guide lists, and none fails', async ({ assert }) => {
    const { checks, findings, version } = await reflex.examine()
    assert.equal(version, 1)
    assert.deepEqual(checks, (await documented()).toSorted())
    assert.deepEqual(
      findings.filter(({ reason }) => reason.startsWith('The check has')),
      []
    )
  })

  test('says what would end the start of a server, and nothing else then', async ({
    assert,
    cleanup,
  }) => {
    const [page] = reflex.definitions.filter(({ states }) => states.includes('CounterState'))
    const { onLoad } = page
    cleanup(async () => {
      page.onLoad = onLoad
      await reflex.examine()
    })
    page.onLoad = [{ state: 'CounterState', event: 'nothing' }]
    const { checks, findings } = await reflex.examine()
    assert.deepEqual(checks, ['build/mistakes'])
    assert.deepEqual(
      findings.map(({ check, severity }) => [check, severity]),
      [['build/mistakes', 'error']]
    )
    assert.include(findings[0].reason, page.id)

    page.onLoad = onLoad
    const { checks: all } = await reflex.examine()
    assert.isAbove(all.length, 20)
  })

  test('opens a socket as a page of the application does', async ({ assert, cleanup }) => {
    const appUrl = app.config.get<string>('app.appUrl')
    cleanup(() => app.config.set('app.appUrl', appUrl))
    const { accepted } = figures()
    for (const url of [appUrl, 'http://lab.example.com', 'https://lab.example.com:8443/shop']) {
      app.config.set('app.appUrl', url)
      const { findings } = await reflex.examine()
      assert.isEmpty(findings.filter(({ check }) => check === 'security/upgrade'))
    }
    assert.equal(figures().accepted, accepted + 3)
  })

  test('has the checks of features that an application adds', async ({ assert, cleanup }) => {
    const check: Check = {
      name: 'lab/counter',
      run: ({ states, placeOf }) => [
        {
          severity: 'hint',
          about: 'CounterState',
          ...placeOf(states.require('CounterState').id),
          reason: 'It counts',
          remedy: 'Let it',
        },
      ],
    }
    const feature = { name: 'counted', checks: () => [check] }
    const broken = {
      name: 'broken',
      checks: () => Promise.reject(new Error('no such package')),
    }
    reflex.features.add(feature, broken)
    cleanup(() => {
      Object.assign(feature, { checks: () => [] })
      Object.assign(broken, { checks: () => [] })
    })
    const { checks, findings } = await reflex.examine()
    assert.include(checks, 'lab/counter')
    const [counted] = findings.filter((finding) => finding.check === 'lab/counter')
    assert.deepInclude(counted, { file: 'app/states/counter_state.ts', severity: 'hint' })
    assert.isAbove(counted.line!, 1)
    const [failed] = findings.filter((finding) => finding.check === 'features/broken')
    assert.equal(failed.reason, 'The check has failed: no such package')
  })
})
