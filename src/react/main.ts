/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { useLocation, useNavigate, useNavigation, useSearchParams } from 'react-router'

export { ReflexError, registerFunction } from '../client/main.ts'
export type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
  ConnectionInfo,
  ConnectionStatus,
  RegisteredFunction,
  Toast,
} from '../client/main.ts'
export type { JsonValue } from '../protocol/main.ts'
export type { PageParams, RouteName, RouteParams, RouteQuery } from '../routes/main.ts'
export { bind } from './bind.ts'
export type {
  BindOptions,
  BoundBox,
  BoundChoice,
  BoundField,
  BoundList,
  BoundText,
  BoundVar,
  GroupVar,
  SetterOf,
} from './bind_types.ts'
export { createApp } from './create_app.tsx'
export type { AppOptions, ReflexApp } from './create_app.tsx'
export type { Jsonify } from './json.ts'
export { Link, NavLink } from './link.tsx'
export type { LinkProps, NavLinkProps } from './link.tsx'
export { page } from './page.ts'
export type { OnLoad, PageOptions } from './page.ts'
export type { PageError } from './page_error.ts'
export type { PageModules } from './page_modules.ts'
export type { BannerProps, ErrorProps, ProgressProps, ToasterProps } from './components/props.ts'
export type { AppComponents, LayoutProps } from './root.tsx'
export { stateReference } from './state_reference.ts'
export type { StateReference } from './state_reference.ts'
export type {
  EventCaller,
  FieldErrors,
  FileField,
  FormEventCaller,
  FormFile,
  LoadEvent,
  OtherField,
  PageState,
  ReflexState,
  StateClass,
  UploadEventName,
} from './types.ts'
export { urlFor } from './url_for.ts'
export { useConnection } from './use_connection.ts'
export { useFeature } from './use_feature.ts'
export { useI18n } from './use_i18n.ts'
export { useForm } from './use_form.ts'
export type { FormOptions, ReflexForm } from './use_form.ts'
export { usePage } from './use_page.ts'
export type { CurrentPage } from './use_page.ts'
export { useReflex } from './use_reflex.ts'
export { useShared } from './use_shared.ts'
export { useUpload } from './use_upload.ts'
export type {
  ReflexUpload,
  UploadDropZone,
  UploadInput,
  UploadOptions,
  UploadPaste,
} from './use_upload.ts'
export type {
  I18n,
  Locale,
  MessageKey,
  MessageName,
  MessageValue,
} from '../features/language/client/main.ts'
export type { UploadedFile, UploadStatus } from '../features/uploads/client/main.ts'
