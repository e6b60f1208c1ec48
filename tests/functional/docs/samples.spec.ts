/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { missingModules, removeApplications } from '../../helpers/docs/base_application.ts'
import { readDocuments } from '../../helpers/docs/documents.ts'
import { isRecipe, oneApplication, withSurroundings } from '../../helpers/docs/recipes.ts'
import { runApplication, visitOfPages } from '../../helpers/docs/run_application.ts'
import { SampleChecker } from '../../helpers/docs/type_check.ts'

/** Documents whose application another suite makes and runs as a whole: a starter kit. */
const RUN_ELSEWHERE = new Set(['tutorial'])

const all = await withSurroundings(await readDocuments())
const documents = all.filter(({ samples }) => samples.length > 0)
const recipes = documents.filter(isRecipe)
const guides = documents.filter((document) => !isRecipe(document))

test.group('Samples of the documentation', (group) => {
  const checker = new SampleChecker()

  group.tap((each) => each.timeout(120_000))
  group.teardown(() => removeApplications())

  test('pass the type check of an application: {path}')
    .with(documents)
    .run(({ assert }, { path, samples }) => {
      const problems = checker.check(samples).map((problem) => {
        return `${path}:${problem.line} (${problem.path}): ${problem.message}`
      })
      assert.deepEqual(problems, [])
    })

  test('import what a reader has or the document shows: {path}')
    .with(documents)
    .run(({ assert }, { samples }) => {
      assert.deepEqual(missingModules(samples), [])
    })

  test('are seen to be wrong by the type check when they are', ({ assert }) => {
    const state = [
      `import { State, rx } from 'reflex-adonis'`,
      `export default class CounterState extends State {`,
      `  @rx.var() count: number = 'none'`,
      `}`,
    ]
    const view = [
      `import { page, useReflex } from 'reflex-adonis/react'`,
      `import CounterState from '#states/counter_state'`,
      `export default page({ route: '/' }, () => useReflex(CounterState).cuont)`,
    ]
    const problems = checker.check([
      {
        path: 'app/states/counter_state.ts',
        code: state.join('\n'),
        line: 1,
      },
      { path: 'resources/pages/home.tsx', code: view.join('\n'), line: 10 },
    ])
    assert.sameMembers(
      problems.map(({ path, line }) => `${path}:${line}`),
      ['app/states/counter_state.ts:3', 'resources/pages/home.tsx:12']
    )
  })

  test('know no more of the user than a reader’s application does', ({ assert }) => {
    const code = [
      `import { AppState } from 'reflex-adonis'`,
      `export default class ProfileState extends AppState {`,
      `  get name(): string {`,
      `    return this.auth.getUserOrFail().fullName`,
      `  }`,
      `}`,
    ]
    const view = [
      `import { page, useReflex } from 'reflex-adonis/react'`,
      `import ProfileState from '#states/profile_state'`,
      `export default page({ route: '/' }, () => useReflex(ProfileState).currentUser?.fullName)`,
    ]
    const problems = checker.check([
      { path: 'app/states/profile_state.ts', code: code.join('\n'), line: 1 },
      { path: 'resources/pages/profile.tsx', code: view.join('\n'), line: 10 },
    ])
    assert.sameMembers(
      problems.map(({ path, line }) => `${path}:${line}`),
      ['app/states/profile_state.ts:4', 'resources/pages/profile.tsx:12']
    )
  })

  test('run as an application: {path}')
    .with(guides.filter(({ name, samples }) => samples.some(isPage) && !RUN_ELSEWHERE.has(name)))
    .run(async (_, { name, samples }) => {
      await runApplication(name, [...samples, visitOfPages])
    })

  test('a recipe has a page, a state, and a test that looks at the page: {path}')
    .with(recipes)
    .run(({ assert }, { samples }) => {
      assert.isTrue(samples.some(isPage))
      assert.isTrue(samples.some(({ path }) => /^app\/states\/\w+_state\.ts$/.test(path)))
      const tests = samples.filter(({ path }) => path.startsWith('tests/functional/'))
      assert.isTrue(
        tests.some(({ code }) => code.includes('.assertSee(') || code.includes('.press('))
      )
    })

  test('recipes run as one application', async () => {
    await runApplication('recipes', oneApplication(recipes))
  })
})

function isPage({ path }: { path: string }): boolean {
  return path.startsWith('resources/pages/')
}
