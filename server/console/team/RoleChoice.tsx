/** Choosing a role, each with what it is for. */
import { type Role, roleNames, roles } from './roles.ts';

interface Props {
  value: Role;
  onChange: (role: Role) => void;
  disabled?: boolean;
}

export function RoleChoice({ value, onChange, disabled = false }: Props) {
  return (
    <fieldset class="stage-choices" disabled={disabled}>
      <legend class="field-label">Role</legend>
      {roleNames.map((role) => (
        <label key={role} class="stage-choice">
          <input type="radio" name="role" checked={value === role} onChange={() => onChange(role)} />
          <strong>{roles[role].label}</strong>
          <span class="muted">{roles[role].says}</span>
        </label>
      ))}
    </fieldset>
  );
}
