/** The notices, read out as they come. */
import { CheckIcon, CloseIcon, ErrorIcon } from './icons.tsx';
import { dismiss, notices } from './notices.ts';

export function Notices() {
  return (
    <div class="notices" role="status">
      {notices.value.map(({ id, text, kind, action }) => (
        <div key={id} class={`notice notice-${kind}`}>
          {kind === 'done' ? <CheckIcon /> : <ErrorIcon />}
          <span class="notice-text">{text}</span>
          {action && (
            <button
              type="button"
              class="notice-action"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="notice-close" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <CloseIcon size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
