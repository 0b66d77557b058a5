/** The question on leaving a form with unsaved changes. */
import { Dialog } from '../Dialog.tsx';

interface Props {
  /** A draft with errors cannot be saved. */
  canSave: boolean;
  onStay: () => void;
  onLeave: () => void;
  onSave: () => void;
}

export function LeaveDialog({ canSave, onStay, onLeave, onSave }: Props) {
  return (
    <Dialog title="Leave without saving?" onClose={onStay}>
      <p>
        The changes stay in this tab and are there when you come back.
        {!canSave && ' They cannot be saved as a draft while the form has errors.'}
      </p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onStay}>
          Stay
        </button>
        <button type="button" class="button" onClick={onLeave}>
          Leave
        </button>
        {canSave && (
          <button type="button" class="button button-main" onClick={onSave}>
            Save and leave
          </button>
        )}
      </div>
    </Dialog>
  );
}
