/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Suspense, useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import type { ComponentType, ReactNode } from 'react'
import {
  Outlet,
  ScrollRestoration,
  useLoaderData,
  useNavigation,
  useRevalidator,
  useRouteError,
} from 'react-router'
import type { BannerProps, ErrorProps, ProgressProps, ToasterProps } from './components/props.ts'
import { useClient } from './context.ts'
import type { PageData } from './page_data.ts'
import { toPageError } from './page_error.ts'
import { scrollKey } from './scroll.ts'
import { useConnection } from './use_connection.ts'

/** Props of a layout. */
export interface LayoutProps {
  /** The page. */
  children: ReactNode
}

/** The components that an application shows around its pages. You can replace each of them. */
export interface AppComponents {
  /** Shows toasts. */
  toaster: ComponentType<ToasterProps>
  /** Shows that the connection is lost. */
  banner: ComponentType<BannerProps>
  /** Shows the progress of a slow navigation. */
  progress: ComponentType<ProgressProps>
  /** Replaces a page that cannot be shown. */
  error: ComponentType<ErrorProps>
  /** Replaces a page that is waiting for something, such as a lazy component. */
  pending: ComponentType
}

export interface Shell {
  layout?: ComponentType<LayoutProps>
  components: AppComponents
}

/** What stays while pages come and go. */
export function Root({ shell }: { shell: Shell }) {
  const { layout: Layout, components } = shell
  return (
    <>
      <NavigationProgress component={components.progress} />
      {Layout ? (
        <Layout>
          <Outlet />
        </Layout>
      ) : (
        <Outlet />
      )}
      <Messages components={components} />
      <ScrollRestoration getKey={scrollKey} />
    </>
  )
}

/** A component of its own, so that a navigation renders nothing else. */
function NavigationProgress({ component: Progress }: { component: AppComponents['progress'] }) {
  const { state } = useNavigation()
  return <Progress active={state !== 'idle'} />
}

function Messages({ components }: { components: AppComponents }) {
  const { toaster: Toaster, banner: Banner } = components
  const { toasts } = useClient()
  const list = useSyncExternalStore(toasts.subscribe, toasts.list, toasts.list)
  const connection = useConnection()
  return (
    <>
      <Toaster toasts={list} dismiss={toasts.dismiss} />
      <Banner connection={connection} />
    </>
  )
}

/** The page. */
export function PageView({ shell }: { shell: Shell }) {
  const { page, Component } = useLoaderData<PageData>()
  const client = useClient()
  const { pending: Pending } = shell.components
  useEffect(() => {
    // The document came with the title of the first page, which an event may have changed.
    if (page !== client.store.initial.page && page.title !== undefined) showTitle(page.title)
    client.pages.commit(page)
  }, [client, page])
  return (
    <Suspense fallback={<Pending />}>
      <Component />
      <Ready />
    </Suspense>
  )
}

/**
 * Comes with the page, when React listens to its elements. Before the first effect: one that renders
 * a field again would make React write over what was typed meanwhile.
 */
function Ready() {
  const client = useClient()
  useLayoutEffect(() => client.ready(), [client])
  return null
}

/** React puts the title of a component before it, so that one is shown where there is one. */
function showTitle(text: string): void {
  let title = document.querySelector<HTMLElement>('title[data-reflex]')
  if (!title) {
    title = document.createElement('title')
    title.dataset.reflex = ''
    document.head.append(title)
  }
  title.textContent = text
}

/** What is shown in the place of a page, or of all, that has failed. */
export function ErrorView({ shell }: { shell: Shell }) {
  const { development } = useClient()
  const { revalidate } = useRevalidator()
  const { error: ErrorPage } = shell.components
  return (
    <ErrorPage error={toPageError(useRouteError(), development)} retry={() => void revalidate()} />
  )
}
