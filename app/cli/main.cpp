#include <CLI/CLI.hpp>

#include "app/cli/carry_command.h"
#include "app/cli/doctor_command.h"
#include "app/cli/enrol_command.h"
#include "app/cli/login_command.h"
#include "app/cli/questionnaire_command.h"
#include "app/cli/report_command.h"
#include "app/cli/said_commands.h"
#include "app/cli/simulate_command.h"
#include "app/common/program.h"

int main(int argc, char** argv) {
    using namespace earshot;
    CLI::App command_line("Earshot's command line, for managers and installers", "earshot");
    app::add_common_flags(command_line);
    command_line.require_subcommand(1);

    app::ReportWish wish;
    CLI::App* report = command_line.add_subcommand("report", "Print the manager's report");
    app::add_report_flags(*report, wish);

    app::LoginWish login_wish;
    CLI::App* login = command_line.add_subcommand("login", "Keep a token for a hub");
    app::add_login_flags(*login, login_wish);

    app::EnrolWish enrol_wish;
    CLI::App* enrol = command_line.add_subcommand("enrol", "Print a code for a kiosk");
    app::add_enrol_flags(*enrol, enrol_wish);

    app::ExportWish export_wish;
    CLI::App* exporting = command_line.add_subcommand("export", "Print all there is of a kind");
    app::add_export_flags(*exporting, export_wish);
    app::EraseWish erase_wish;
    CLI::App* erasing = command_line.add_subcommand("erase", "Erase what was said, for good");
    app::add_erase_flags(*erasing, erase_wish);

    app::SimulateWish simulate_wish;
    CLI::App* simulating =
        command_line.add_subcommand("simulate", "Fill a hub with shops whose truth is known");
    app::add_simulate_flags(*simulating, simulate_wish);

    app::CarryWish carry_wish;
    CLI::App* carrying =
        command_line.add_subcommand("carry", "Bring what a kiosk could not send to its hub");
    app::add_carry_flags(*carrying, carry_wish);
    app::DoctorWish doctor_wish;
    CLI::App* doctor = command_line.add_subcommand("doctor", "Say what is wrong and what to do");
    app::add_doctor_flags(*doctor, doctor_wish);

    std::string file;
    CLI::App* questionnaire =
        command_line.add_subcommand("questionnaire", "Work on questionnaire files");
    questionnaire->require_subcommand(1);
    CLI::App* check = questionnaire->add_subcommand("check", "Say everything wrong with a file");
    check->add_option("file", file, "The questionnaire (TOML)")->required();

    app::PublishWish publish_wish;
    CLI::App* publish = questionnaire->add_subcommand("publish", "Let kiosks ask it");
    app::add_publish_flags(*publish, publish_wish);

    return app::run_program(command_line, argc, argv, [&]() -> core::Result<void> {
        if (report->parsed()) return app::print_report(wish);
        if (login->parsed()) return app::log_in(login_wish);
        if (enrol->parsed()) return app::print_enrolment_code(enrol_wish);
        if (exporting->parsed()) return app::print_export(export_wish);
        if (erasing->parsed()) return app::erase_said(erase_wish);
        if (simulating->parsed()) return app::simulate(simulate_wish);
        if (carrying->parsed()) return app::carry(carry_wish);
        if (doctor->parsed()) return app::examine(doctor_wish);
        if (publish->parsed()) return app::publish_questionnaire(publish_wish);
        return app::check_questionnaire(file);
    });
}
